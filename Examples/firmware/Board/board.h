// What firmware in Swift calls of the board's assembly.
#pragma once
#include <stdint.h>

void board_enable_interrupts(uint32_t lines);
void board_wait(void);
