// What compilers take for granted and a machine without an operating system does not have.
#include <stddef.h>
#include <stdint.h>

extern uint8_t heap_start[], heap_end[];

void *memset(void *target, int value, size_t count) {
    uint8_t *bytes = target;
    while (count--) *bytes++ = (uint8_t)value;
    return target;
}

void *memcpy(void *restrict target, const void *restrict source, size_t count) {
    uint8_t *to = target;
    const uint8_t *from = source;
    while (count--) *to++ = *from++;
    return target;
}

void *memmove(void *target, const void *source, size_t count) {
    uint8_t *to = target;
    const uint8_t *from = source;
    if (to < from) return memcpy(target, source, count);
    while (count--) to[count] = from[count];
    return target;
}

// Memory is given once and never taken back: firmware allocates what it needs at its start.
int posix_memalign(void **result, size_t alignment, size_t size) {
    static uint8_t *next = heap_start;
    uintptr_t place = ((uintptr_t)next + alignment - 1) & ~(uintptr_t)(alignment - 1);
    if (place + size > (uintptr_t)heap_end) return 12;
    next = (uint8_t *)(place + size);
    *result = (void *)place;
    return 0;
}

void free(void *memory) { (void)memory; }
