/* The launchers start with an empty environment: what the sanitizers are told is told here. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

/* Leaks: a launcher ends with its run, and tracing itself is not for its child to do. */
const char *__asan_default_options(void)
{
	return "detect_leaks=0:abort_on_error=1:detect_stack_use_after_return=1";
}

const char *__ubsan_default_options(void)
{
	return "print_stacktrace=1:halt_on_error=1:abort_on_error=1";
}
