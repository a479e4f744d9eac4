/** The part of WebAssembly's API that `core.ts` uses; neither ES2023 nor @types/node 20 has it. */
declare namespace WebAssembly {
  type Module = object;
  interface Instance {
    readonly exports: object;
  }
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  const Instance: new (module: Module, imports: object) => Instance;
}
