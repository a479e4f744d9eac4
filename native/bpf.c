/*
 * Classic BPF over struct seccomp_data: the instructions that seccomp_check_filter of the
 * kernel's kernel/seccomp.c admits, and no others.
 */
#include "bpf.h"

#include <string.h>

#define REFUSED SECCOMP_RET_KILL_PROCESS

struct machine {
	uint32_t a;
	uint32_t x;
	uint32_t memory[BPF_MEMWORDS];
	const struct seccomp_data *call;
};

/* Whether there is such a word. */
static int load_call(struct machine *machine, uint32_t offset)
{
	if (offset % 4 != 0 || offset > sizeof(*machine->call) - 4)
		return 0;
	memcpy(&machine->a, (const unsigned char *)machine->call + offset, 4);
	return 1;
}

/* 0 where the instruction is none. */
static int calculate(struct machine *machine, const struct sock_filter *at)
{
	uint32_t operand = BPF_SRC(at->code) == BPF_X ? machine->x : at->k;

	switch (BPF_OP(at->code)) {
	case BPF_ADD:
		machine->a += operand;
		return 1;
	case BPF_SUB:
		machine->a -= operand;
		return 1;
	case BPF_MUL:
		machine->a *= operand;
		return 1;
	case BPF_DIV:
		if (operand == 0)
			return 0;
		machine->a /= operand;
		return 1;
	case BPF_AND:
		machine->a &= operand;
		return 1;
	case BPF_OR:
		machine->a |= operand;
		return 1;
	case BPF_XOR:
		machine->a ^= operand;
		return 1;
	case BPF_LSH:
		machine->a <<= operand & 31;
		return 1;
	case BPF_RSH:
		machine->a >>= operand & 31;
		return 1;
	case BPF_NEG:
		machine->a = -machine->a;
		return 1;
	default:
		return 0;
	}
}

/* How many instructions to skip. */
static uint32_t jump(const struct machine *machine, const struct sock_filter *at)
{
	uint32_t operand = BPF_SRC(at->code) == BPF_X ? machine->x : at->k;
	int holds;

	switch (BPF_OP(at->code)) {
	case BPF_JA:
		return at->k;
	case BPF_JEQ:
		holds = machine->a == operand;
		break;
	case BPF_JGT:
		holds = machine->a > operand;
		break;
	case BPF_JGE:
		holds = machine->a >= operand;
		break;
	default:
		holds = (machine->a & operand) != 0;
		break;
	}
	return holds ? at->jt : at->jf;
}

/* Loads, stores and moves; 0 where the instruction is none of them. */
static int move(struct machine *machine, const struct sock_filter *at)
{
	switch (at->code) {
	case BPF_LD | BPF_W | BPF_ABS:
		return load_call(machine, at->k);
	case BPF_LD | BPF_W | BPF_LEN:
		machine->a = sizeof(*machine->call);
		return 1;
	case BPF_LDX | BPF_W | BPF_LEN:
		machine->x = sizeof(*machine->call);
		return 1;
	case BPF_LD | BPF_IMM:
		machine->a = at->k;
		return 1;
	case BPF_LDX | BPF_IMM:
		machine->x = at->k;
		return 1;
	case BPF_MISC | BPF_TAX:
		machine->x = machine->a;
		return 1;
	case BPF_MISC | BPF_TXA:
		machine->a = machine->x;
		return 1;
	default:
		break;
	}
	if (at->k >= BPF_MEMWORDS)
		return 0;
	switch (at->code) {
	case BPF_LD | BPF_MEM:
		machine->a = machine->memory[at->k];
		return 1;
	case BPF_LDX | BPF_MEM:
		machine->x = machine->memory[at->k];
		return 1;
	case BPF_ST:
		machine->memory[at->k] = machine->a;
		return 1;
	case BPF_STX:
		machine->memory[at->k] = machine->x;
		return 1;
	default:
		return 0;
	}
}

uint32_t bpf_answer(const struct sock_filter *program, size_t length, const struct seccomp_data *call)
{
	struct machine machine = { .call = call };

	for (size_t at = 0; at < length; at++) {
		const struct sock_filter *one = &program[at];

		switch (BPF_CLASS(one->code)) {
		case BPF_RET:
			return BPF_RVAL(one->code) == BPF_A ? machine.a : one->k;
		case BPF_JMP:
			at += jump(&machine, one);
			break;
		case BPF_ALU:
			if (!calculate(&machine, one))
				return REFUSED;
			break;
		default:
			if (!move(&machine, one))
				return REFUSED;
		}
	}
	return REFUSED;
}
