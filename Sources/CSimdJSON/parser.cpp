#include "parser.hpp"

#include <new>

const size_t csimdjson_padding = simdjson::SIMDJSON_PADDING;

csimdjson_parser *csimdjson_parser_create(void) { return new (std::nothrow) csimdjson_parser(); }

void csimdjson_parser_destroy(csimdjson_parser *parser) { delete parser; }

void csimdjson_parser_name_part(csimdjson_parser *parser, const char *name) {
    size_t length = strlen(name);
    if (parser->part_count == CSIMDJSON_PARTS || length >= CSIMDJSON_NAME_BYTES) { return; }
    memcpy(parser->part_names[parser->part_count], name, length + 1);
    parser->part_name_lengths[parser->part_count] = length;
    parser->part_count++;
}

namespace csimdjson {

void copy_text(char *target, size_t capacity, std::string_view text) {
    size_t length = text.size();
    if (length >= capacity) {
        length = capacity - 1;
        while (length > 0 && (text[length] & 0xC0) == 0x80) { length--; }
    }
    memcpy(target, text.data(), length);
    target[length] = 0;
}

bool Reader::begin(
    csimdjson_parser *parser, ondemand::document &document, ondemand::object &object) {
    // Growing by doubling, where simdjson alone would grow anew for each slightly larger frame.
    if (parser->parser.capacity() < count) {
        size_t capacity = 1 << 14;
        while (capacity < count) { capacity *= 2; }
        if (parser->parser.allocate(capacity)) { return fail(CSIMDJSON_NO_MEMORY, {""}); }
    }
    simdjson::error_code error =
        parser->parser.iterate(text, count, count + simdjson::SIMDJSON_PADDING).get(document);
    if (error == simdjson::MEMALLOC) { return fail(CSIMDJSON_NO_MEMORY, {""}); }
    if (!error) { error = document.get_object().get(object); }
    if (error == simdjson::INCORRECT_TYPE) {
        failure->expected = "an object in braces";
        copy_text(
            failure->found, sizeof failure->found,
            {reinterpret_cast<const char *>(text), count});
        return fail(CSIMDJSON_WRONG_TYPE, {""});
    }
    return error ? fail(error, {""}) : true;
}

bool Reader::end(ondemand::document &document) {
    bool is_at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return is_at_end || fail(CSIMDJSON_TRAILING, {""});
}

bool Reader::optional_number(
    ondemand::value &value, const Place &place, double limit, double &result, bool &is_present) {
    bool is_null;
    if (!null(value, place, is_null)) { return false; }
    is_present = !is_null;
    return is_null || number(value, place, limit, result);
}

bool Reader::object(ondemand::value &value, const Place &place, ondemand::object &result) {
    simdjson::error_code error = value.get_object().get(result);
    return !error || explain_container(value, place, error, "an object in braces");
}

bool Reader::string(ondemand::value &value, const Place &place, std::string_view &result) {
    simdjson::error_code error = value.get_string().get(result);
    if (error == simdjson::INCORRECT_TYPE) { return wrong_type(value, place, "a string"); }
    return error ? fail(error, place) : true;
}

bool Reader::null(ondemand::value &value, const Place &place, bool &result) {
    // Only a token that begins as null does can be null; anything else is left to its reader.
    result = false;
    if (value.raw_json_token().substr(0, 2) != "nu") { return true; }
    simdjson::error_code error = value.is_null().get(result);
    return error ? wrong_type(value, place, "null") : true;
}

bool Reader::fail(csimdjson_problem problem, const Place &place, double number) {
    failure->problem = problem;
    failure->number = number;
    if (place.index < 0) {
        snprintf(failure->place, sizeof failure->place, "%s%s", place.list, place.member);
    } else {
        snprintf(
            failure->place, sizeof failure->place, "%s[%ld]%s", place.list, place.index,
            place.member);
    }
    return false;
}

bool Reader::fail(simdjson::error_code error, const Place &place) {
    if (error == simdjson::MEMALLOC) { return fail(CSIMDJSON_NO_MEMORY, place); }
    failure->detail = simdjson::error_message(error);
    return fail(CSIMDJSON_NOT_JSON, place);
}

void Reader::show(ondemand::value &value) {
    std::string_view token = value.raw_json_token();
    failure->offset = token.data() - reinterpret_cast<const char *>(text);
    while (!token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r'
                              || token.back() == '\t')) {
        token.remove_suffix(1);
    }
    copy_text(failure->found, sizeof failure->found, token);
}

bool Reader::wrong_type(ondemand::value &value, const Place &place, const char *expected) {
    show(value);
    failure->expected = expected;
    return fail(CSIMDJSON_WRONG_TYPE, place);
}

bool Reader::explain_container(
    ondemand::value &value, const Place &place, simdjson::error_code error,
    const char *expected) {
    return error == simdjson::INCORRECT_TYPE ? wrong_type(value, place, expected)
                                             : fail(error, place);
}

bool Reader::explain_number(
    ondemand::value &value, const Place &place, double result, simdjson::error_code error) {
    std::string_view token = value.raw_json_token();
    char first = token.empty() ? 0 : token[0];
    // Python writes NaN and Infinity, other programs nan and inf; JSON has none of them.
    bool is_literal = token.substr(0, 3) == "NaN" || token.substr(0, 3) == "nan"
                      || token.substr(0, 3) == "Inf" || token.substr(0, 3) == "inf";
    bool is_number = first == '-' || (first >= '0' && first <= '9');
    if (!is_literal && !is_number) { return wrong_type(value, place, "a number"); }
    show(value);
    return fail(error ? CSIMDJSON_BAD_NUMBER : CSIMDJSON_ABSURD_NUMBER, place, result);
}

}  // namespace csimdjson
