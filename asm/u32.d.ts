/** AssemblyScript's number types, for `tsc` where it reads `layout.ts` and `bpf.ts`. */
declare type bool = boolean;
declare type u32 = number;
declare type i32 = number;
