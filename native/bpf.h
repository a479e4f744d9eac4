/* Runs a seccomp program as the kernel does: what it would have answered to a call. */
#ifndef CALLGATE_BPF_H
#define CALLGATE_BPF_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The SECCOMP_RET_* value for a call. A program that the kernel would not have taken (a jump
 * or a load out of bounds, an unknown instruction) kills.
 */
uint32_t bpf_answer(const struct sock_filter *program, size_t length, const struct seccomp_data *call);

#endif
