/** Rules on calls that socketcall and ipc make as well. */
import { describe, expect, test } from "vitest";
import { group, HEAD, load, policyOf, rulesOf, shown } from "./support.js";

describe("a rule on a call that a multiplexer makes as well", () => {
  const head = "callgate: 1\nname: test\narches: [i386, s390x]\nrules:\n";

  test("covers the multiplexer's first argument", () => {
    const policy = policyOf(`${head}  - allow: [socket, accept, shmget]\n`);
    expect(rulesOf(policy, "i386")).toEqual([
      "allow socket",
      "allow shmget",
      "allow socketcall a0:32 == 0x1",
      "allow socketcall a0:32 == 0x5",
      "allow ipc a0:32 & 0xffff == 0x17",
    ]);
    expect(rulesOf(policy, "s390x")).toContain("allow socketcall a0:32 == 0x5");
  });

  test("says nothing of the multiplexer where it names that too", () => {
    const policy = policyOf(`${head}  - allow: [socket, socketcall]\n`);
    expect(rulesOf(policy, "i386")).toEqual([
      "allow socket",
      "allow socketcall",
    ]);
  });

  test("tests the arguments that stand in registers", () => {
    const policy = policyOf(
      `${head}  - allow: shmget\n    when: key == IPC_PRIVATE and shmflg & IPC_CREAT\n`,
    );
    expect(rulesOf(policy, "s390x")).toEqual([
      "allow shmget all(a0:32 == 0x0, a2:32 & 0x200 != 0x0)",
      "allow ipc all(a0:32 & 0xffff == 0x17, all(a1:32 == 0x0, a3:32 & 0x200 != 0x0))",
    ]);
  });

  test("is stricter where a filter can't read the arguments, and says so", () => {
    const text = `${head}  - allow: socket\n    when: domain == AF_UNIX\n  - deny: bind\n    when: fd == 3\n`;
    const { policy, diagnostics } = load(text);
    expect(policy && rulesOf(policy, "i386")).toEqual([
      "allow socket a0:32 == 0x1",
      "deny(EPERM) bind a0:32 == 0x3",
      "deny(EPERM) socketcall a0:32 == 0x2",
    ]);
    expect(shown(diagnostics)).toEqual([
      "warning multiplexed-call 6:11 on i386 and s390x socketcall can make this call too, and no filter can read its arguments there (made that way, this rule does not allow it)",
      "warning multiplexed-call 8:11 on i386 and s390x socketcall can make this call too, and no filter can read its arguments there (made that way, this rule is for it whatever its arguments)",
    ]);
  });

  test("says nothing of a multiplexer that except names", () => {
    const policy = policyOf(
      `${head}  - allow: "@net"\n    except: socketcall\n  - log: bind\n    except: socketcall\n`,
      { "groups/net.yaml": group("net", "[socket, socketcall]") },
    );
    expect(rulesOf(policy, "i386")).toEqual(["allow socket", "log bind"]);
  });

  test("takes a call that except names out of the multiplexer, too", () => {
    const files = {
      "groups/net.yaml": group("net", "[socket, bind, listen, socketcall]"),
    };
    const policy = policyOf(
      `${head}  - allow: "@net"\n    except: [socket, listen]\n  - log: ipc\n    except: shmget\n    when: first == 0\n`,
      files,
    );
    expect(rulesOf(policy, "i386")).toEqual([
      "allow bind",
      "allow socketcall all(not(a0:32 == 0x1), not(a0:32 == 0x4))",
      "log ipc all(a1:32 == 0x0, not(a0:32 & 0xffff == 0x17))",
    ]);
    const elsewhere = policyOf(
      `${HEAD}rules:\n  - allow: "@net"\n    except: socket\n`,
      files,
    );
    expect(rulesOf(elsewhere)).toEqual(["allow bind", "allow listen"]);
  });

  test("names every multiplexer, and none for a condition that is faulty anyway", () => {
    const about = (rule: string): readonly string[] =>
      load(`${head}${rule}`).diagnostics.map(({ message }) => message);
    expect(about("  - allow: [socket, shmget]\n    when: arg1 == 0\n")).toEqual([
      "on i386 and s390x socketcall and ipc can make this call too, and no filter can read its arguments there",
    ]);
    expect(
      about("  - allow: [shmget, msgget]\n    when: shmflg == 0\n"),
    ).toEqual([`msgget has no argument "shmflg"`]);
  });
});
