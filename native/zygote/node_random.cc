/*
 * A context of V8 that draws its first Math.random is seeded by a generator of its isolate,
 * which every child of a zygote has in the same state. Node.js 24 and later have no name for
 * it, so it is looked for: among what the isolate points to, it is the one whose state follows
 * from its own first seed. By chance that is so for one in 2^128.
 *
 * v8/src/base/utils/random-number-generator.h has had this layout and these steps since 2016.
 */
#include "node_random.h"

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <dlfcn.h>
#include <sys/random.h>
#include <unistd.h>

namespace {

struct Generator {
	int64_t first_seed;
	uint64_t state0;
	uint64_t state1;
};

Generator *generator;

/* v8::internal::Isolate has some 60 KiB. */
constexpr uintptr_t isolate_bytes_max = 256 * 1024;
/* What it draws while Node.js starts: a number for each object that is a key, and a few more. */
constexpr int draws_max = 1 << 17;

/* fmix64 of MurmurHash3. */
uint64_t mixed(uint64_t value)
{
	value ^= value >> 33;
	value *= 0xff51afd7ed558ccd;
	value ^= value >> 33;
	value *= 0xc4ceb9fe1a85ec53;
	return value ^ value >> 33;
}

Generator seeded(int64_t seed)
{
	uint64_t state0 = mixed(static_cast<uint64_t>(seed));

	return { seed, state0, mixed(~state0) };
}

/* xorshift128+ */
void step(Generator &one)
{
	uint64_t s1 = one.state0;
	uint64_t s0 = one.state1;

	one.state0 = s0;
	s1 ^= s1 << 23;
	s1 ^= s1 >> 17;
	one.state1 = s1 ^ s0 ^ s0 >> 26;
}

bool is_generator(const Generator &candidate)
{
	Generator one = seeded(candidate.first_seed);

	for (int draw = 0; draw < draws_max; draw++) {
		if (one.state0 == candidate.state0 && one.state1 == candidate.state1)
			return true;
		step(one);
	}
	return false;
}

struct Range {
	uintptr_t start;
	uintptr_t end;
};

/* What may be read and written. */
std::vector<Range> writable_memory()
{
	std::vector<Range> result;
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512];
	char rights[5];
	Range range;

	while (maps && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s", &range.start, &range.end, rights) == 3 &&
		    rights[0] == 'r' && rights[1] == 'w')
			result.push_back(range);
	if (maps)
		fclose(maps);
	return result;
}

/* The range that has [address, address + length); null where none has. */
const Range *range_of(const std::vector<Range> &memory, uintptr_t address, uintptr_t length)
{
	for (const auto &range : memory)
		if (address >= range.start && address < range.end && range.end - address >= length)
			return &range;
	return nullptr;
}

/* Whether malloc gave `address` for a generator's bytes, by the size before it (malloc(3), glibc). */
bool is_allocated_for_one(uintptr_t address)
{
	constexpr uintptr_t flags = 7;
	constexpr uintptr_t chunk_bytes = 32;

	return (*reinterpret_cast<const uintptr_t *>(address - sizeof(uintptr_t)) & ~flags) ==
	       chunk_bytes;
}

} // namespace

void random_find()
{
	using CurrentIsolate = void *(*)();
	auto current =
		reinterpret_cast<CurrentIsolate>(dlsym(RTLD_DEFAULT, "_ZN2v87Isolate10GetCurrentEv"));
	auto memory = writable_memory();
	auto isolate = current ? reinterpret_cast<uintptr_t>(current()) : 0;
	const Range *around = range_of(memory, isolate, sizeof(uintptr_t));

	for (uintptr_t at = isolate; around && at + sizeof(at) <= around->end &&
				     at < isolate + isolate_bytes_max;
	     at += sizeof(at)) {
		uintptr_t address = *reinterpret_cast<const uintptr_t *>(at);

		if (address % (2 * sizeof(uintptr_t)) != 0 || address < sizeof(uintptr_t) ||
		    !range_of(memory, address - sizeof(uintptr_t), sizeof(uintptr_t) + sizeof(Generator)) ||
		    !is_allocated_for_one(address))
			continue;
		if (is_generator(*reinterpret_cast<const Generator *>(address))) {
			generator = reinterpret_cast<Generator *>(address);
			return;
		}
	}
}

bool random_seed_contexts()
{
	int64_t seed;

	if (!generator)
		return false;
	if (getrandom(&seed, sizeof(seed), 0) != static_cast<ssize_t>(sizeof(seed)))
		_exit(1);
	*generator = seeded(seed);
	return true;
}
