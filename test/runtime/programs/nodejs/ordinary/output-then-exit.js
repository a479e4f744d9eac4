// What was written arrives before process.exit, where the program waits for the write.
// expect-stdout-bytes: 200000
process.stdout.write("y".repeat(200000), () => process.exit(0));
