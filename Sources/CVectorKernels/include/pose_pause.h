#ifndef POSE_PAUSE_H
#define POSE_PAUSE_H

/// Tells the processor that this thread waits for another one.
static inline void pose_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
}

#endif
