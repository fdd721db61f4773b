#include "cxmlshim.h"

#if !__has_include(<libxml/xmlversion.h>)
#error "libxml/xmlversion.h is missing: apt-get install libxml2-dev"
#endif
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

// Enough for any drawing program's entities, which name namespaces; a bomb reaches it at once.
enum { entity_limit = 16 << 20, entity_overhead = 64 };

// What the events carry. Entities are parsed by inner parsers, which pass it on; only the outer
// one is known here. It must not be the parser itself: libxml2 then looks entities up on its own
// when `on_get_entity` refuses.
typedef struct {
    xmlParserCtxtPtr parser;
    const cxml_handler *handler;
    cxml_failure *failure;
    size_t expanded;
    size_t scan_budget;
    cxml_status status;
} session;

static void stop(session *session, cxml_status status) {
    if (session->status == CXML_WELL_FORMED) session->status = status;
    xmlStopParser(session->parser);
}

// libxml2 counts to the end of a start tag; people look for its beginning. No "<" can stand
// inside of a start tag, so the last one is where it begins. Elements inside of entities have none
// close by: the budget, which the tags of the document itself cannot use up, ends such searches.
static int start_line(session *session) {
    const xmlParserInput *input = session->parser->input;
    if (input == NULL) return 0;
    int line = input->line;
    for (const xmlChar *at = input->cur; at > input->base && session->scan_budget > 0; at--) {
        session->scan_budget--;
        if (at[-1] == '\n') line--;
        if (at[-1] == '<') return line;
    }
    return input->line;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *name_space, int namespace_count, const xmlChar **namespaces,
                     int attribute_count, int defaulted_count, const xmlChar **attributes) {
    (void)namespaces, (void)defaulted_count;
    session *session = context;
    if (session->status != CXML_WELL_FORMED) return;
    const cxml_handler *handler = session->handler;
    // A prefix that is not declared names no namespace anybody knows, but not the default either.
    const char *known_space =
        name_space == NULL && prefix != NULL ? "" : (const char *)name_space;
    if (!handler->start(handler->sink, (const char *)name, known_space,
                        (const char *const *)attributes, attribute_count, namespace_count,
                        start_line(session)))
        stop(session, CXML_STOPPED);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *name_space) {
    (void)name, (void)prefix, (void)name_space;
    session *session = context;
    if (session->status != CXML_WELL_FORMED) return;
    const cxml_handler *handler = session->handler;
    if (!handler->end(handler->sink)) stop(session, CXML_STOPPED);
}

static void on_text(void *context, const xmlChar *bytes, int count) {
    session *session = context;
    if (session->status != CXML_WELL_FORMED) return;
    const cxml_handler *handler = session->handler;
    if (!handler->text(handler->sink, (const char *)bytes, count)) stop(session, CXML_STOPPED);
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *data) {
    session *session = context;
    if (session->status != CXML_WELL_FORMED) return;
    const cxml_handler *handler = session->handler;
    if (!handler->instruction(handler->sink, (const char *)target, (const char *)data,
                              start_line(session)))
        stop(session, CXML_STOPPED);
}

static void on_start_document(void *context) { xmlSAX2StartDocument(((session *)context)->parser); }

static void on_internal_subset(void *context, const xmlChar *name, const xmlChar *public_id,
                               const xmlChar *system_id) {
    // Kept as the home of internal entities; without its addresses nobody can be tempted to load.
    session *session = context;
    if (public_id != NULL || system_id != NULL) session->failure->has_external_entities = true;
    xmlSAX2InternalSubset(session->parser, name, NULL, NULL);
}

static void on_entity_declaration(void *context, const xmlChar *name, int type,
                                  const xmlChar *public_id, const xmlChar *system_id,
                                  xmlChar *content) {
    session *session = context;
    if (type == XML_INTERNAL_GENERAL_ENTITY)
        xmlSAX2EntityDecl(session->parser, name, type, public_id, system_id, content);
    else
        session->failure->has_external_entities = true;
}

// Asked once for every reference, also for those inside of other entities, which makes it the
// place to measure what they expand to.
static xmlEntityPtr on_get_entity(void *context, const xmlChar *name) {
    session *session = context;
    if (session->status != CXML_WELL_FORMED) return NULL;
    xmlEntityPtr entity = xmlSAX2GetEntity(session->parser, name);
    if (entity == NULL) return NULL;
    session->expanded += (size_t)entity->length + entity_overhead;
    if (session->expanded <= entity_limit) return entity;
    stop(session, CXML_ENTITIES_TOO_LARGE);
    return NULL;
}

static xmlEntityPtr on_get_parameter_entity(void *context, const xmlChar *name) {
    (void)context, (void)name;
    return NULL;
}

#if LIBXML_VERSION >= 21200
static void on_error(void *context, const xmlError *error) {
#else
static void on_error(void *context, xmlErrorPtr error) {
#endif
    session *session = context;
    if (session == NULL || session->status != CXML_WELL_FORMED) return;
    // Undeclared prefixes and the like are errors to libxml2, but not fatal ones. Undeclared
    // entities are not fatal either once a document type is named: it might declare them. Here it
    // is never read, and the text would silently lack a piece.
    bool is_fatal = error->level == XML_ERR_FATAL ||
                    (error->level == XML_ERR_ERROR && error->code == XML_WAR_UNDECLARED_ENTITY);
    if (!is_fatal) return;
    stop(session, error->code == XML_ERR_NO_MEMORY ? CXML_OUT_OF_MEMORY : CXML_MALFORMED);
    session->failure->line = error->line;
    session->failure->code = error->code;
    const char *message = error->message == NULL ? "not well-formed" : error->message;
    snprintf(session->failure->message, sizeof session->failure->message, "%s", message);
    // One line, without libxml2's line feed.
    session->failure->message[strcspn(session->failure->message, "\r\n")] = 0;
}

cxml_status cxml_parse(const char *bytes, int count, const cxml_handler *handler,
                       cxml_failure *failure) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, xmlInitParser);
    memset(failure, 0, sizeof *failure);
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, count);
    if (parser == NULL) return CXML_OUT_OF_MEMORY;
    session session = {.parser = parser, .handler = handler, .failure = failure};
    // Other encodings may be longer in UTF-8, which the parser works on.
    session.scan_budget = 4 * (size_t)count + 4096;
    parser->userData = &session;
    // Entities are replaced, also in attributes. The size limits that HUGE lifts would refuse
    // pictures embedded in attributes; the handler and `entity_limit` hold limits of their own.
    xmlCtxtUseOptions(parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_HUGE);
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->initialized = XML_SAX2_MAGIC;
    parser->sax->startDocument = on_start_document;
    parser->sax->internalSubset = on_internal_subset;
    parser->sax->entityDecl = on_entity_declaration;
    parser->sax->getEntity = on_get_entity;
    parser->sax->getParameterEntity = on_get_parameter_entity;
    parser->sax->startElementNs = on_start;
    parser->sax->endElementNs = on_end;
    parser->sax->characters = on_text;
    parser->sax->cdataBlock = on_text;
    parser->sax->processingInstruction = on_instruction;
    parser->sax->serror = on_error;
    xmlParseDocument(parser);
    if (session.status == CXML_WELL_FORMED && !parser->wellFormed) session.status = CXML_MALFORMED;
    if (failure->line == 0 && parser->input != NULL) failure->line = parser->input->line;
    if (parser->myDoc != NULL) xmlFreeDoc(parser->myDoc);
    parser->myDoc = NULL;
    xmlFreeParserCtxt(parser);
    return session.status;
}
