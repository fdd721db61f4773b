// The members of a clip that stand beside its frames.
#include <cmath>
#include <limits>

#include "parser.hpp"

using namespace csimdjson;

namespace {

// What the numbers may be is for the caller to judge; this only keeps infinities out.
constexpr double limit = std::numeric_limits<double>::max();

class HeaderReader : Reader {
public:
    HeaderReader(
        csimdjson_parser *parser, const uint8_t *text, size_t count, csimdjson_header *header,
        csimdjson_failure *failure)
        : Reader(text, count, failure), parser(parser), header(header) {}

    bool read() {
        ondemand::document document;
        ondemand::object object;
        if (!begin(parser, document, object)) { return false; }
        for (auto member : object) {
            ondemand::field field;
            std::string_view key;
            simdjson::error_code error = std::move(member).get(field);
            if (!error) { error = field.unescaped_key().get(key); }
            if (error) { return fail(error, {""}); }
            if (!read_member(key, field.value())) { return false; }
        }
        return end(document);
    }

private:
    csimdjson_parser *parser;
    csimdjson_header *header;

    bool read_member(std::string_view key, ondemand::value value) {
        if (key == "format") {
            std::string_view format;
            if (!string(value, {"format"}, format)) { return false; }
            copy_text(header->format, sizeof header->format, format);
            header->has_format = true;
            return true;
        }
        if (key == "version") {
            return optional_number(
                value, {"version"}, limit, header->version, header->has_version);
        }
        if (key == "fps") {
            return optional_number(value, {"fps"}, limit, header->fps, header->has_fps);
        }
        if (key == "width") {
            return optional_number(value, {"width"}, limit, header->width, header->has_width);
        }
        if (key == "height") {
            return optional_number(value, {"height"}, limit, header->height, header->has_height);
        }
        return true;
    }
};

}  // namespace

bool csimdjson_read_header(
    csimdjson_parser *parser, const uint8_t *text, size_t count, csimdjson_header *header,
    csimdjson_failure *failure) {
    *failure = csimdjson_failure{};
    failure->person = -1;
    return HeaderReader(parser, text, count, header, failure).read();
}
