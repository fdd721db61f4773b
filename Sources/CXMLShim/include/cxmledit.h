#pragma once
#include <stdbool.h>
#include <stddef.h>

// A document that is changed and written again, with its comments and white space.
typedef struct cxml_tree cxml_tree;

// Null when the document is not well-formed or memory is short. Nothing outside of it is read.
cxml_tree *cxml_tree_parse(const char *bytes, int count);
void cxml_tree_free(cxml_tree *tree);

// Elements in document order.
size_t cxml_tree_count(const cxml_tree *tree);

// Gives an element an attribute without a namespace.
bool cxml_tree_set(cxml_tree *tree, size_t element, const char *name, const char *value);

// Puts elements in an element's place; namespaces are those in force there. The element and those
// inside of it cannot be changed any more.
bool cxml_tree_replace(cxml_tree *tree, size_t element, const char *xml, int count);

// The document as UTF-8; the caller frees the bytes by `cxml_tree_release`.
char *cxml_tree_write(cxml_tree *tree, int *count);
void cxml_tree_release(char *bytes);
