// What the readers of frames and headers share: the parser itself and how failures are told.
#pragma once
#include <cstdio>
#include <cstring>
#include <vector>
#if !__has_include(<simdjson.h>)
#error "simdjson.h is missing: apt-get install libsimdjson-dev"
#endif
#include <simdjson.h>

#include "csimdjson.h"

struct csimdjson_parser {
    simdjson::ondemand::parser parser;
    char part_names[CSIMDJSON_PARTS][CSIMDJSON_NAME_BYTES];
    size_t part_name_lengths[CSIMDJSON_PARTS];
    size_t part_count = 0;
    // The people of the last frame and, beyond them, memory of larger crowds before.
    std::vector<csimdjson_person> people;
};

namespace csimdjson {

namespace ondemand = simdjson::ondemand;

// Where in an object a value stands: "pose.keypoints[3]" and ".position.x".
struct Place {
    const char *list;
    // -1 when `list` is no list.
    long index = -1;
    const char *member = "";
};

// Copies at most `capacity - 1` bytes, never half a character of UTF-8, and ends them with zero.
void copy_text(char *target, size_t capacity, std::string_view text);

// Reads the members of one object. Each reader returns false after it has filled in the failure.
class Reader {
public:
    Reader(const uint8_t *text, size_t count, csimdjson_failure *failure)
        : text(text), count(count), failure(failure) {}

    // Starts on the text: checks that it is UTF-8 and finds all its tokens.
    bool begin(csimdjson_parser *parser, ondemand::document &document, ondemand::object &object);
    // Checks that nothing follows the object.
    bool end(ondemand::document &document);

    simdjson_inline bool number(ondemand::value &value, const Place &place, double limit, double &result) {
        simdjson::error_code error = value.get_double().get(result);
        if (simdjson_likely(!error && result >= -limit && result <= limit)) { return true; }
        return explain_number(value, place, error ? 0 : result, error);
    }
    // As `number`; null counts as absent.
    bool optional_number(
        ondemand::value &value, const Place &place, double limit, double &result, bool &is_present);
    bool object(ondemand::value &value, const Place &place, ondemand::object &result);
    simdjson_inline bool list(
        ondemand::value &value, const Place &place, ondemand::array &result) {
        simdjson::error_code error = value.get_array().get(result);
        return simdjson_likely(!error) || explain_container(value, place, error, "a list");
    }
    bool string(ondemand::value &value, const Place &place, std::string_view &result);
    bool null(ondemand::value &value, const Place &place, bool &result);

    bool fail(csimdjson_problem problem, const Place &place, double number = 0);
    // simdjson met something that is no JSON.
    bool fail(simdjson::error_code error, const Place &place);

private:
    const uint8_t *text;
    size_t count;
    csimdjson_failure *failure;

    bool wrong_type(ondemand::value &value, const Place &place, const char *expected);
    bool explain_container(
        ondemand::value &value, const Place &place, simdjson::error_code error,
        const char *expected);
    bool explain_number(
        ondemand::value &value, const Place &place, double result, simdjson::error_code error);
    void show(ondemand::value &value);
};

}  // namespace csimdjson
