/* What has to be known of calls into code of others while they are under way, on each thread. */
#ifndef POSE_PLUGIN_CALLS_H
#define POSE_PLUGIN_CALLS_H

#include <stdbool.h>
#include <stddef.h>

/* Says whose code is called next on this thread: a line's beginning, for the case that it crashes.
   Returns what held before, for `pose_call_end`. */
const char *pose_call_begin(const char *whose);
/* Returns whether a reason was noted meanwhile. */
bool pose_call_end(const char *before);

/* Notes why the call under way fails; too long a text is cut. */
void pose_call_fail(const char *reason);

/* The reason that the last call on this thread noted, once; null when it noted none. */
const char *pose_call_take_failure(void);

/* From now on a crash within such a call ends the program with one line and EX_SOFTWARE. Other crashes end
   it as they did. */
void pose_calls_report_crashes(void);

/* What all calls from now on are for, on any thread, as the line of a crash tells it: "keeps a rule". */
void pose_calls_aim_at(const char *text);

/* How many bytes of this process's memory are in use. */
size_t pose_heap_in_use(void);

#endif
