/* The generator that V8 seeds the Math.random of its contexts from. */
#ifndef CALLGATE_ZYGOTE_NODE_RANDOM_H
#define CALLGATE_ZYGOTE_NODE_RANDOM_H

/* Looks for it, in the zygote. */
void random_find();

/* Seeds it anew from the kernel, in a child. False where it was not found. */
bool random_seed_contexts();

#endif
