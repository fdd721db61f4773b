// Clips read with simdjson, for callers that do not speak C++.
//
// Nothing here throws, keeps a pointer to the caller's text, or reads outside of it but for the
// padding that simdjson asks for.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CSIMDJSON_PARTS = 17,
    CSIMDJSON_LANDMARKS = 478,
    CSIMDJSON_UNKNOWN_PARTS = 8,
    CSIMDJSON_NAME_BYTES = 48,
    // The most people in a frame.
    CSIMDJSON_PEOPLE = 256,
};

// Readable bytes that must follow a text; what they hold does not matter.
extern const size_t csimdjson_padding;

typedef struct csimdjson_parser csimdjson_parser;

// NULL when there is no memory.
csimdjson_parser *csimdjson_parser_create(void);
void csimdjson_parser_destroy(csimdjson_parser *parser);

// Names the next of the CSIMDJSON_PARTS parts of a body; their order is the order of
// csimdjson_frame.keypoints. More or longer names than fit are ignored.
void csimdjson_parser_name_part(csimdjson_parser *parser, const char *name);

// What can be wrong with a text.
typedef enum {
    CSIMDJSON_FINE = 0,
    CSIMDJSON_NO_MEMORY,
    // Not JSON; `detail` says why in simdjson's words.
    CSIMDJSON_NOT_JSON,
    // Something stands after the object.
    CSIMDJSON_TRAILING,
    // A value of another kind than `expected`; `found` shows how it begins.
    CSIMDJSON_WRONG_TYPE,
    // A number that JSON does not know, or that no double holds: NaN, Infinity, 1e400, 01.
    CSIMDJSON_BAD_NUMBER,
    // `number` is further from zero than any picture is large.
    CSIMDJSON_ABSURD_NUMBER,
    // The member that `place` names is not there.
    CSIMDJSON_MISSING,
    // `number` landmarks; a mesh has 468 or 478.
    CSIMDJSON_LANDMARK_COUNT,
    // `number` coordinates; a landmark has 2 or 3.
    CSIMDJSON_COORDINATE_COUNT,
    // `number` is not a whole number from 0.
    CSIMDJSON_PERSON_NUMBER,
    // Somebody before has that `number`.
    CSIMDJSON_PERSON_TWICE,
    // More than CSIMDJSON_PEOPLE.
    CSIMDJSON_PERSON_COUNT,
    // "people" stands beside a pose or a face.
    CSIMDJSON_TWO_FORMS,
} csimdjson_problem;

typedef struct {
    csimdjson_problem problem;
    // "pose.keypoints[3].position.x"; empty for the whole object.
    char place[64];
    // The element of "people" that it is in; -1 for none.
    long person;
    // Bytes from the text's start.
    size_t offset;
    double number;
    const char *expected;
    const char *detail;
    char found[24];
} csimdjson_failure;

typedef struct {
    double x, y, score;
    bool is_present, has_score;
} csimdjson_keypoint;

// Somebody in a frame.
typedef struct {
    long number;
    bool has_pose, has_pose_score, has_face, has_face_score;
    double pose_score, face_score;
    csimdjson_keypoint keypoints[CSIMDJSON_PARTS];
    // x and y of each landmark.
    size_t landmark_count;
    double landmarks[2 * CSIMDJSON_LANDMARKS];
} csimdjson_person;

typedef struct {
    // Whether the object has these members, be they null.
    bool names_pose_or_face, names_people;
    bool has_time;
    double time;
    // The member "frame", by which some number their frames: NaN where it is no number.
    bool has_index;
    double index;
    // A score outside 0...1 was met; the first such one.
    bool has_stray_score;
    double stray_score;
    // The first names of parts that no caller named, cut to fit.
    size_t unknown_part_count;
    char unknown_parts[CSIMDJSON_UNKNOWN_PARTS][CSIMDJSON_NAME_BYTES];
    // Those listed in "people", else one person with the number 0, who may have neither pose nor
    // face. The parser's until it reads again.
    size_t person_count;
    const csimdjson_person *people;
} csimdjson_frame;

// The members that are lists, for callers whose language has no fixed arrays.
static inline const csimdjson_keypoint *csimdjson_person_keypoints(
    const csimdjson_person *person) {
    return person->keypoints;
}

static inline const double *csimdjson_person_landmarks(const csimdjson_person *person) {
    return person->landmarks;
}

static inline const char *csimdjson_frame_unknown_part(
    const csimdjson_frame *frame, size_t index) {
    return frame->unknown_parts[index];
}

static inline const char *csimdjson_failure_place(const csimdjson_failure *failure) {
    return failure->place;
}

static inline const char *csimdjson_failure_found(const csimdjson_failure *failure) {
    return failure->found;
}

// Reads one frame object of `count` bytes, followed by the padding.
bool csimdjson_read_frame(
    csimdjson_parser *parser, const uint8_t *text, size_t count, csimdjson_frame *frame,
    csimdjson_failure *failure);

typedef struct {
    bool has_format, has_version, has_fps, has_width, has_height;
    // Cut to fit.
    char format[CSIMDJSON_NAME_BYTES];
    double version, fps, width, height;
} csimdjson_header;

static inline const char *csimdjson_header_format(const csimdjson_header *header) {
    return header->format;
}

// Reads the header members of an object, followed by the padding. Members that the text does not
// have keep what `header` says.
bool csimdjson_read_header(
    csimdjson_parser *parser, const uint8_t *text, size_t count, csimdjson_header *header,
    csimdjson_failure *failure);

// How far into an object or list a scan has come. Zero before its first bracket.
typedef struct {
    uint32_t depth;
    bool is_in_string, is_escaped;
    // Nested deeper than CSIMDJSON_DEPTH; the scan stays where it is.
    bool is_too_deep;
} csimdjson_scan;

enum { CSIMDJSON_DEPTH = 64 };

// Passes over the bytes of an object or list up to and with its closing bracket, and returns how
// many they are. The value is complete when `depth` is 0 again; until then all bytes are used up.
// Kinds of brackets are not told apart: whoever parses the value does that.
size_t csimdjson_scan_value(csimdjson_scan *scan, const uint8_t *bytes, size_t count);

// Values of any shape, taken apart whole.
typedef enum {
    CSIMDJSON_NULL,
    CSIMDJSON_FALSE,
    CSIMDJSON_TRUE,
    CSIMDJSON_NUMBER,
    CSIMDJSON_STRING,
    CSIMDJSON_LIST,
    CSIMDJSON_OBJECT,
} csimdjson_kind;

// A value; those within it follow it, in their order. A member is a string, its name, and a value.
typedef struct {
    csimdjson_kind kind;
    double number;
    // UTF-8, not ended by zero.
    const char *text;
    size_t text_count;
    // Elements of a list, members of an object.
    size_t count;
} csimdjson_node;

typedef struct csimdjson_tree csimdjson_tree;

// NULL when there is no memory.
csimdjson_tree *csimdjson_tree_create(void);
void csimdjson_tree_destroy(csimdjson_tree *tree);

// Reads one value of `count` bytes, nested at most CSIMDJSON_DEPTH deep. The nodes, the value itself
// first, are the tree's until it reads again. NULL with simdjson's words when it is not JSON.
const csimdjson_node *csimdjson_tree_read(
    csimdjson_tree *tree, const uint8_t *text, size_t count, size_t *node_count,
    const char **reason);

#ifdef __cplusplus
}
#endif
