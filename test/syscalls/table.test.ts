/** The syscall tables: what they say of well-known calls, and that they hold together. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  archNames,
  archTable,
  constants,
  multiplexedCalls,
  x32SyscallBit,
  type ArchName,
} from "../../syscalls/index.js";

function argument(arch: ArchName, syscall: string, name: string) {
  return archTable(arch)
    .byName.get(syscall)
    ?.args.find((one) => one.name === name);
}

const argumentNames = readCalls("argument-names.json");
const narrower = readCalls("narrower.json");

function readCalls(name: string): {
  calls: Record<string, Record<string, string>>;
} {
  const path = new URL(`../../syscalls/${name}`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8"));
}

describe("what the kernel reads of an argument", () => {
  it.each(archNames)("on %s a descriptor of openat is a signed int", (arch) => {
    expect(argument(arch, "openat", "dfd")).toEqual({
      name: "dfd",
      alias: "dirfd",
      type: "int",
      width: 32,
      signed: true,
      pointer: false,
    });
  });

  it.each(archNames)("on %s ioctl's cmd is an unsigned int", (arch) => {
    expect(argument(arch, "ioctl", "cmd")).toMatchObject({
      width: 32,
      signed: false,
    });
  });

  it("a length is as wide as the arch's long", () => {
    expect(argument("x86_64", "mmap", "len")?.width).toBe(64);
    expect(argument("aarch64", "mmap", "len")?.width).toBe(64);
    expect(argument("arm", "mmap2", "len")?.width).toBe(32);
    expect(argument("i386", "mmap2", "len")?.width).toBe(32);
  });

  it("a mode is cut to 16 bits", () => {
    expect(argument("x86_64", "openat", "mode")).toMatchObject({
      width: 32,
      narrow: 16,
      signed: false,
    });
  });

  it("a long that the kernel cuts to 32 bits has 32", () => {
    expect(argument("x86_64", "clone", "clone_flags")).toMatchObject({
      type: "unsigned long",
      width: 32,
      signed: false,
    });
    expect(argument("aarch64", "mmap", "fd")).toMatchObject({
      width: 32,
      signed: true,
    });
    expect(argument("aarch64", "mmap", "flags")?.width).toBe(64);
    for (const [call, cut] of Object.entries(narrower.calls)) {
      for (const name of Object.keys(cut)) {
        expect([call, name, argument("x86_64", call, name)?.width]).toEqual(
          call === "mmap2" ? [call, name, undefined] : [call, name, 32],
        );
      }
    }
  });

  it("an old mmap takes one pointer to all it needs", () => {
    for (const arch of ["i386", "s390x"] as const) {
      const args = archTable(arch).byName.get("mmap")?.args;
      expect(args?.map(({ pointer }) => pointer)).toEqual([true]);
    }
  });

  it("a 64-bit parameter takes two registers of a 32-bit arch, on arm an even pair", () => {
    const names = (arch: ArchName, syscall: string) =>
      archTable(arch)
        .byName.get(syscall)
        ?.args.map(({ name }) => name);
    expect(names("arm", "pread64")).toEqual([
      "fd",
      "buf",
      "count",
      "__pad",
      "pos_lo",
      "pos_hi",
    ]);
    expect(names("i386", "pread64")).toEqual([
      "fd",
      "ubuf",
      "count",
      "poslo",
      "poshi",
    ]);
    expect(names("x32", "pread64")).toEqual(["fd", "buf", "count", "pos"]);
  });

  it("clone's flags stand second on s390x and first elsewhere", () => {
    for (const arch of archNames) {
      const index = archTable(arch)
        .byName.get("clone")
        ?.args.findIndex(({ name }) => name === "clone_flags");
      expect(index).toBe(arch === "s390x" ? 1 : 0);
    }
  });

  it("clone's thread pointer comes last on x86_64, x32, s390x and loongarch64", () => {
    const last = archNames.filter(
      (arch) => archTable(arch).byName.get("clone")?.args.at(-1)?.name === "tls",
    );
    expect(last).toEqual(["x86_64", "x32", "s390x", "loongarch64"]);
  });
});

describe("the halves of a 64-bit parameter", () => {
  it("are marked on 32-bit arches, wherever the kernel puts them", () => {
    const words = (arch: ArchName, syscall: string) =>
      archTable(arch)
        .byName.get(syscall)
        ?.args.map(({ word }) => word);
    expect(words("i386", "preadv")).toEqual([
      undefined,
      undefined,
      undefined,
      "low",
      "high",
    ]);
    expect(words("arm", "_llseek")?.slice(1, 3)).toEqual(["high", "low"]);
    // On a 64-bit arch `pos_l` is the whole offset and `pos_h` adds nothing to it.
    expect(words("x86_64", "preadv")?.every((word) => !word)).toBe(true);
  });

  it("come in pairs", () => {
    for (const arch of ["i386", "arm"] as const) {
      for (const { args } of archTable(arch).byName.values()) {
        const low = args.filter(({ word }) => word === "low").length;
        expect(args.filter(({ word }) => word === "high").length).toBe(low);
      }
    }
  });
});

describe("the man pages' names", () => {
  it("stand beside the kernel's", () => {
    expect(argument("x86_64", "clone", "clone_flags")?.alias).toBe("flags");
    expect(argument("s390x", "clone", "clone_flags")?.alias).toBe("flags");
    expect(argument("aarch64", "socket", "family")?.alias).toBe("domain");
    expect(argument("arm", "openat", "dfd")?.alias).toBe("dirfd");
    expect(argument("arm", "openat", "flags")?.alias).toBeUndefined();
  });

  it.each(archNames)("on %s never mean two arguments", (arch) => {
    for (const { name, args } of archTable(arch).byName.values()) {
      const names = args.flatMap(({ name, alias }) =>
        alias === undefined ? [name] : [name, alias],
      );
      expect([name, names.length]).toEqual([name, new Set(names).size]);
    }
  });

  it("are each for an argument that some arch has", () => {
    for (const [call, aliases] of Object.entries(argumentNames.calls)) {
      for (const kernelName of Object.keys(aliases)) {
        const found = archNames.some((arch) => argument(arch, call, kernelName));
        expect([call, kernelName, found]).toEqual([call, kernelName, true]);
      }
    }
  });
});

describe("multiplexed calls", () => {
  it("are those of i386, ppc64le and s390x", () => {
    const some = archNames.filter((arch) => multiplexedCalls(arch).length > 0);
    expect(some).toEqual(["i386", "ppc64le", "s390x"]);
  });

  it("have the values of the kernel's headers", () => {
    for (const arch of ["i386", "ppc64le", "s390x"] as const) {
      const known = constants(arch);
      for (const { name, through, value } of multiplexedCalls(arch)) {
        const prefix = through.name === "socketcall" ? "SYS_" : "";
        const constant = known.get(prefix + name.toUpperCase());
        expect([name, constant]).toEqual([name, value]);
      }
    }
  });

  it("name a selector and arguments that the multiplexer has and the call has", () => {
    for (const call of multiplexedCalls("s390x")) {
      expect(call.through.args[call.selector]?.name).toBe("call");
      const own = archTable("x86_64").byName.get(call.name)?.args;
      for (const [name, index] of call.arguments) {
        expect([call.name, name, own?.some((one) => one.name === name)]).toEqual(
          [call.name, name, true],
        );
        expect(call.through.args[index]).toBeDefined();
      }
    }
  });

  it("keep socketcall's arguments out of reach and ipc's in registers", () => {
    const calls = new Map(
      multiplexedCalls("i386").map((call) => [call.name, call]),
    );
    expect(calls.get("socket")?.arguments.size).toBe(0);
    expect(calls.get("shmget")?.arguments.get("shmflg")).toBe(3);
    expect(calls.get("shmget")?.mask).toBe(0xffffn);
  });
});

describe("numbers", () => {
  it("are the kernel's", () => {
    const nr = (arch: ArchName, name: string) =>
      archTable(arch).byName.get(name)?.nr;
    expect(nr("x86_64", "openat")).toBe(257);
    expect(nr("aarch64", "openat")).toBe(56);
    expect(nr("i386", "openat")).toBe(295);
    expect(nr("arm", "openat")).toBe(322);
    expect(nr("riscv64", "riscv_hwprobe")).toBe(258);
    expect(nr("ppc64le", "openat")).toBe(286);
    expect(nr("s390x", "openat")).toBe(288);
    expect(nr("loongarch64", "openat")).toBe(56);
    expect(nr("x32", "ioctl")).toBe(x32SyscallBit + 514);
    expect(nr("arm", "set_tls")).toBe(0x0f0005);
    expect(nr("aarch64", "open")).toBeUndefined();
  });

  it.each(archNames)("of %s above 462 are marked with their kernel", (arch) => {
    const { byName } = archTable(arch);
    expect(byName.get("mseal")?.since).toBeUndefined();
    expect(byName.get("setxattrat")?.since).toBe("6.13");
    const offset = arch === "x32" ? x32SyscallBit : 0;
    expect(byName.get("rseq_slice_yield")?.nr).toBe(471 + offset);
  });

  it("of x32 all carry its bit", () => {
    for (const { nr } of archTable("x32").byName.values()) {
      expect(nr & x32SyscallBit).toBe(x32SyscallBit);
    }
  });
});

describe.each(archNames)("the table of %s", (arch) => {
  const table = archTable(arch);

  it("is built once", () => {
    expect(archTable(arch)).toBe(table);
  });

  it("has its audit arch with the word size and byte order that it names", () => {
    expect((table.auditArch & 0x80000000) !== 0).toBe(table.bits === 64);
    expect((table.auditArch & 0x40000000) !== 0).toBe(
      table.endian === "little",
    );
  });

  it("finds by number what it finds by name", () => {
    for (const syscall of table.byName.values()) {
      expect(table.byNumber.get(syscall.nr)?.args).toEqual(syscall.args);
    }
  });

  it("has at most six arguments a call, each with a name of its own, none wider than a register", () => {
    for (const { args } of table.byName.values()) {
      expect(args.length).toBeLessThanOrEqual(6);
      expect(new Set(args.map(({ name }) => name)).size).toBe(args.length);
      for (const { width, type } of args) {
        expect(type).not.toBe("");
        expect(width).toBeLessThanOrEqual(table.bits);
      }
    }
  });
});
