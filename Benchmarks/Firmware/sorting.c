// Records sorted by name: calls, comparisons of texts, copies of structures, divisions.
#include "bare.h"

#include <stddef.h>

typedef struct {
    uint32_t key, share, round, place;
    char name[32];
} record;

enum { COUNT = 200, ROUNDS = 120 };

static record records[COUNT];
static uint32_t seed = 1;

void *memcpy(void *restrict target, const void *restrict source, size_t count) {
    uint8_t *to = target;
    const uint8_t *from = source;
    while (count--) *to++ = *from++;
    return target;
}

static uint32_t draw(void) {
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

__attribute__((noinline)) static int compare(const char *a, const char *b) {
    while (*a && *a == *b) a++, b++;
    return *a - *b;
}

__attribute__((noinline)) static void sort(record *all, int count) {
    for (int next = 1; next < count; next++) {
        record taken = all[next];
        int place = next - 1;
        for (; place >= 0 && compare(all[place].name, taken.name) > 0; place--)
            all[place + 1] = all[place];
        all[place + 1] = taken;
    }
}

int main(void) {
    uint32_t sum = 0;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (uint32_t place = 0; place < COUNT; place++) {
            record *one = &records[place];
            one->key = draw() % 1000;
            one->share = draw() / (1 + one->key);
            one->round = round;
            one->place = place;
            for (int letter = 0; letter < 31; letter++) one->name[letter] = 'a' + draw() % 3;
        }
        sort(records, COUNT);
        for (uint32_t place = 0; place < COUNT; place++)
            sum = sum * 31 + records[place].place + records[place].share;
    }
    finish(sum);
    return 0;
}
