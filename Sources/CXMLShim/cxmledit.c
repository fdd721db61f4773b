#include "cxmledit.h"

#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>

struct cxml_tree {
    xmlDocPtr document;
    // Null where an element was replaced.
    xmlNodePtr *elements;
    size_t count;
};

enum { options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES };

// The next node of the document, children before siblings.
static xmlNodePtr next_node(xmlNodePtr node) {
    if (node->children != NULL && node->type == XML_ELEMENT_NODE) return node->children;
    while (node != NULL && node->next == NULL) node = node->parent;
    return node == NULL || node->type == XML_DOCUMENT_NODE ? NULL : node->next;
}

cxml_tree *cxml_tree_parse(const char *bytes, int count) {
    xmlDocPtr document = xmlReadMemory(bytes, count, NULL, NULL, options);
    if (document == NULL) return NULL;
    cxml_tree *tree = calloc(1, sizeof *tree);
    xmlNodePtr root = xmlDocGetRootElement(document);
    size_t room = 0;
    for (xmlNodePtr node = root; node != NULL; node = next_node(node))
        if (node->type == XML_ELEMENT_NODE) room++;
    if (tree != NULL) tree->elements = calloc(room + 1, sizeof *tree->elements);
    if (tree == NULL || tree->elements == NULL) {
        xmlFreeDoc(document);
        free(tree);
        return NULL;
    }
    tree->document = document;
    for (xmlNodePtr node = root; node != NULL; node = next_node(node))
        if (node->type == XML_ELEMENT_NODE) tree->elements[tree->count++] = node;
    return tree;
}

void cxml_tree_free(cxml_tree *tree) {
    if (tree == NULL) return;
    xmlFreeDoc(tree->document);
    free(tree->elements);
    free(tree);
}

size_t cxml_tree_count(const cxml_tree *tree) { return tree->count; }

bool cxml_tree_set(cxml_tree *tree, size_t element, const char *name, const char *value) {
    if (element >= tree->count || tree->elements[element] == NULL) return false;
    return xmlSetProp(tree->elements[element], (const xmlChar *)name, (const xmlChar *)value)
        != NULL;
}

// Forgets an element and all inside of it.
static void forget(cxml_tree *tree, size_t first, xmlNodePtr node) {
    for (size_t index = first; index < tree->count; index++) {
        xmlNodePtr at = tree->elements[index];
        while (at != NULL && at != node) at = at->parent;
        if (at == NULL && tree->elements[index] != NULL) return;
        tree->elements[index] = NULL;
    }
}

bool cxml_tree_replace(cxml_tree *tree, size_t element, const char *xml, int count) {
    if (element >= tree->count || tree->elements[element] == NULL) return false;
    xmlNodePtr old = tree->elements[element];
    xmlNodePtr list = NULL;
    if (xmlParseInNodeContext(old->parent, xml, count, options, &list) != XML_ERR_OK) return false;
    xmlNodePtr place = old;
    while (list != NULL) {
        xmlNodePtr next = list->next;
        xmlUnlinkNode(list);
        place = xmlAddNextSibling(place, list);
        list = next;
    }
    forget(tree, element, old);
    xmlUnlinkNode(old);
    xmlFreeNode(old);
    return true;
}

char *cxml_tree_write(cxml_tree *tree, int *count) {
    xmlChar *bytes = NULL;
    xmlDocDumpMemoryEnc(tree->document, &bytes, count, "UTF-8");
    return (char *)bytes;
}

void cxml_tree_release(char *bytes) { xmlFree(bytes); }
