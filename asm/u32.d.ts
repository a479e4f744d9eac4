/** AssemblyScript's number types, for `tsc` where it reads `layout.ts`. */
declare type u32 = number;
declare type i32 = number;
