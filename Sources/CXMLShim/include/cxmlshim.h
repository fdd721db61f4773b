#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "cxmledit.h"

// What the parser calls. Every function returns false to stop at once.
// This header includes nothing of libxml2: its headers clash with Foundation's ICU.
typedef struct {
    void *sink;
    // `attributes` holds five pointers an attribute: local name, prefix, namespace, first byte of
    // the value, byte behind its last one. Names are unique: equal names are equal pointers for
    // as long as the document is parsed.
    bool (*start)(void *sink, const char *name, const char *name_space,
                  const char *const *attributes, int attribute_count, int namespace_count,
                  int line);
    bool (*end)(void *sink);
    bool (*text)(void *sink, const char *bytes, int count);
    bool (*instruction)(void *sink, const char *target, const char *data, int line);
} cxml_handler;

typedef enum {
    CXML_WELL_FORMED = 0,
    CXML_STOPPED,
    CXML_MALFORMED,
    CXML_ENTITIES_TOO_LARGE,
    CXML_OUT_OF_MEMORY,
} cxml_status;

// The first fatal error.
typedef struct {
    int line;
    int code;
    // Set when the document declares an entity or a document type that lies elsewhere.
    bool has_external_entities;
    char message[200];
} cxml_failure;

// Parses a whole document in memory. Nothing outside of it is read: no network, no files, no
// document type, no external entities. The text that internal entities expand to is limited.
cxml_status cxml_parse(const char *bytes, int count, const cxml_handler *handler,
                       cxml_failure *failure);
