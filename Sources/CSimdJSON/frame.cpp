// One frame object -> flat numbers.
#include <cmath>
#include <new>

#include "parser.hpp"

using namespace csimdjson;

namespace {

// Pixels; no picture is that large, and sums of such numbers are still exact enough to draw.
constexpr double coordinate_limit = 1e7;
// Seconds; times since 1970 are about 2e9.
constexpr double time_limit = 1e12;
// Scores are compared with 0...1 elsewhere; this only keeps infinities out.
constexpr double score_limit = 1e300;
// Numbers of people count from 0; nobody films more.
constexpr double person_limit = 1e6;

// The landmarks are written where they count; clearing them would cost more than reading.
void clear(csimdjson_person &person) { memset(&person, 0, offsetof(csimdjson_person, landmarks)); }

class FrameReader : Reader {
public:
    FrameReader(
        csimdjson_parser *parser, const uint8_t *text, size_t count, csimdjson_frame *frame,
        csimdjson_failure *failure)
        : Reader(text, count, failure), parser(parser), frame(frame), failure(failure) {}

    bool read() {
        ondemand::document document;
        ondemand::object object;
        if (!begin(parser, document, object) || !add_person()) { return false; }
        for (auto member : object) {
            std::string_view key;
            ondemand::value value;
            if (!split(member, key, value, {""})) { return false; }
            bool is_fine = true;
            if (key == "pose") {
                frame->names_pose_or_face = true;
                is_fine = read_pose(value);
            } else if (key == "face") {
                frame->names_pose_or_face = true;
                is_fine = read_face(value);
            } else if (key == "people") {
                frame->names_people = true;
                is_fine = read_people(value);
            } else if (key == "time") {
                is_fine = optional_number(
                    value, {"time"}, time_limit, frame->time, frame->has_time);
            } else if (key == "frame") {
                frame->has_index = true;
                if (value.get_double().get(frame->index)) { frame->index = NAN; }
            }
            if (!is_fine) { return false; }
        }
        return place_people() && end(document);
    }

private:
    csimdjson_parser *parser;
    csimdjson_frame *frame;
    csimdjson_failure *failure;
    // Whom pose and face are read for; the first is the frame itself, who is alone in it or nobody.
    csimdjson_person *person = nullptr;
    size_t person_count = 0;

    // Where memory for people was had once, it stays.
    bool add_person() {
        if (person_count == parser->people.size()) {
            try {
                parser->people.emplace_back();
            } catch (const std::bad_alloc &) {
                return fail(CSIMDJSON_NO_MEMORY, {"people"});
            }
        }
        person = &parser->people[person_count];
        person_count++;
        clear(*person);
        return true;
    }

    bool place_people() {
        const csimdjson_person &alone = parser->people[0];
        bool has_one = alone.has_pose || alone.has_face;
        if (has_one && frame->names_people) { return fail(CSIMDJSON_TWO_FORMS, {"people"}); }
        frame->people = parser->people.data() + (frame->names_people ? 1 : 0);
        frame->person_count = frame->names_people ? person_count - 1 : 1;
        return true;
    }

    bool split(
        simdjson::simdjson_result<ondemand::field> member, std::string_view &key,
        ondemand::value &value, const Place &place) {
        ondemand::field field;
        simdjson::error_code error = std::move(member).get(field);
        if (!error) { error = field.unescaped_key().get(key); }
        if (error) { return fail(error, place); }
        value = field.value();
        return true;
    }

    bool score(ondemand::value value, const Place &place, double &score, bool &is_present) {
        if (!optional_number(value, place, score_limit, score, is_present)) { return false; }
        if (is_present && !(score >= 0 && score <= 1)) {
            if (!frame->has_stray_score) { frame->stray_score = score; }
            frame->has_stray_score = true;
            score = score < 0 ? 0 : 1;
        }
        return true;
    }

    bool read_people(ondemand::value value) {
        ondemand::array people;
        if (!list(value, {"people"}, people)) { return false; }
        // Of two lists the last counts.
        person_count = 1;
        long index = 0;
        for (auto element : people) {
            ondemand::value value;
            simdjson::error_code error = element.get(value);
            if (error) { return fail(error, {"people", index}); }
            if (index == CSIMDJSON_PEOPLE) { return fail(CSIMDJSON_PERSON_COUNT, {"people"}); }
            if (!add_person()) { return false; }
            failure->person = index;
            if (!read_person(value, index)) { return false; }
            failure->person = -1;
            index++;
        }
        person = &parser->people[0];
        return true;
    }

    bool read_person(ondemand::value value, long index) {
        ondemand::object object;
        if (!this->object(value, {""}, object)) { return false; }
        double number = static_cast<double>(index);
        for (auto member : object) {
            std::string_view key;
            ondemand::value value;
            if (!split(member, key, value, {""})) { return false; }
            bool is_fine = true;
            if (key == "pose") {
                is_fine = read_pose(value);
            } else if (key == "face") {
                is_fine = read_face(value);
            } else if (key == "person") {
                is_fine = this->number(value, {"person"}, score_limit, number);
            }
            if (!is_fine) { return false; }
        }
        if (!(number >= 0 && number <= person_limit && number == std::floor(number))) {
            return fail(CSIMDJSON_PERSON_NUMBER, {"person"}, number);
        }
        person->number = static_cast<long>(number);
        for (size_t other = 1; other + 1 < person_count; other++) {
            if (parser->people[other].number == person->number) {
                return fail(CSIMDJSON_PERSON_TWICE, {"person"}, number);
            }
        }
        return true;
    }

    bool read_pose(ondemand::value value) {
        bool is_null;
        if (!null(value, {"pose"}, is_null)) { return false; }
        person->has_pose = !is_null;
        if (is_null) { return true; }
        ondemand::object pose;
        if (!object(value, {"pose"}, pose)) { return false; }
        bool has_keypoints = false;
        for (auto member : pose) {
            std::string_view key;
            ondemand::value value;
            if (!split(member, key, value, {"pose"})) { return false; }
            bool is_fine = true;
            if (key == "score") {
                is_fine = score(
                    value, {"pose.score"}, person->pose_score, person->has_pose_score);
            } else if (key == "keypoints") {
                has_keypoints = true;
                is_fine = read_keypoints(value);
            }
            if (!is_fine) { return false; }
        }
        return has_keypoints || fail(CSIMDJSON_MISSING, {"pose.keypoints"});
    }

    bool read_keypoints(ondemand::value value) {
        ondemand::array keypoints;
        if (!list(value, {"pose.keypoints"}, keypoints)) { return false; }
        long index = 0;
        // Detectors list parts in one order: the part after the last one is the first to try.
        size_t guess = 0;
        for (auto element : keypoints) {
            ondemand::value value;
            simdjson::error_code error = element.get(value);
            Place place{"pose.keypoints", index};
            if (error) { return fail(error, place); }
            if (!read_keypoint(value, place, guess)) { return false; }
            index++;
        }
        return true;
    }

    bool read_keypoint(ondemand::value value, Place place, size_t &guess) {
        ondemand::object keypoint;
        if (!object(value, place, keypoint)) { return false; }
        csimdjson_keypoint point = {};
        std::string_view name;
        bool has_name = false, has_position = false;
        for (auto member : keypoint) {
            std::string_view key;
            ondemand::value value;
            if (!split(member, key, value, place)) { return false; }
            bool is_fine = true;
            if (key == "part") {
                has_name = true;
                is_fine = string(value, {place.list, place.index, ".part"}, name);
            } else if (key == "score") {
                is_fine = score(
                    value, {place.list, place.index, ".score"}, point.score, point.has_score);
            } else if (key == "position") {
                has_position = true;
                is_fine = read_position(value, place, point);
            }
            if (!is_fine) { return false; }
        }
        if (!has_name) { return fail(CSIMDJSON_MISSING, {place.list, place.index, ".part"}); }
        if (!has_position) {
            return fail(CSIMDJSON_MISSING, {place.list, place.index, ".position"});
        }
        store(name, point, guess);
        return true;
    }

    bool read_position(ondemand::value value, Place place, csimdjson_keypoint &point) {
        ondemand::object position;
        place.member = ".position";
        if (!object(value, place, position)) { return false; }
        bool has_x = false, has_y = false;
        for (auto member : position) {
            std::string_view key;
            ondemand::value value;
            if (!split(member, key, value, place)) { return false; }
            bool is_fine = true;
            if (key == "x") {
                has_x = true;
                place.member = ".position.x";
                is_fine = number(value, place, coordinate_limit, point.x);
            } else if (key == "y") {
                has_y = true;
                place.member = ".position.y";
                is_fine = number(value, place, coordinate_limit, point.y);
            }
            if (!is_fine) { return false; }
        }
        place.member = has_x ? ".position.y" : ".position.x";
        return (has_x && has_y) || fail(CSIMDJSON_MISSING, place);
    }

    void store(std::string_view name, csimdjson_keypoint point, size_t &guess) {
        size_t part_count = parser->part_count;
        for (size_t step = 0; step < part_count; step++) {
            size_t part = (guess + step) % part_count;
            if (name
                != std::string_view(parser->part_names[part], parser->part_name_lengths[part])) {
                continue;
            }
            guess = part + 1;
            // The first of two entries for one part counts, as in Pose Animator.
            if (!person->keypoints[part].is_present) {
                person->keypoints[part] = point;
                person->keypoints[part].is_present = true;
            }
            return;
        }
        if (frame->unknown_part_count < CSIMDJSON_UNKNOWN_PARTS) {
            copy_text(
                frame->unknown_parts[frame->unknown_part_count], CSIMDJSON_NAME_BYTES, name);
            frame->unknown_part_count++;
        }
    }

    bool read_face(ondemand::value value) {
        bool is_null;
        if (!null(value, {"face"}, is_null)) { return false; }
        person->has_face = !is_null;
        if (is_null) { return true; }
        ondemand::object face;
        if (!object(value, {"face"}, face)) { return false; }
        bool has_mesh = false;
        for (auto member : face) {
            std::string_view key;
            ondemand::value value;
            if (!split(member, key, value, {"face"})) { return false; }
            bool is_fine = true;
            if (key == "faceInViewConfidence") {
                is_fine = score(
                    value, {"face.faceInViewConfidence"}, person->face_score,
                    person->has_face_score);
            } else if (key == "scaledMesh") {
                has_mesh = true;
                is_fine = read_mesh(value);
            }
            if (!is_fine) { return false; }
        }
        return has_mesh || fail(CSIMDJSON_MISSING, {"face.scaledMesh"});
    }

    bool read_mesh(ondemand::value value) {
        ondemand::array mesh;
        if (!list(value, {"face.scaledMesh"}, mesh)) { return false; }
        size_t landmark_count = 0;
        for (auto element : mesh) {
            ondemand::value value;
            ondemand::array landmark;
            simdjson::error_code error = element.get(value);
            Place place{"face.scaledMesh", static_cast<long>(landmark_count)};
            if (error) { return fail(error, place); }
            if (!list(value, place, landmark)) { return false; }
            // A third number is the depth, which must be a number too.
            double coordinates[3];
            size_t coordinate_count = 0;
            for (auto coordinate : landmark) {
                ondemand::value value;
                error = coordinate.get(value);
                if (error) { return fail(error, place); }
                if (coordinate_count == 3) {
                    return fail(CSIMDJSON_COORDINATE_COUNT, place, 4);
                }
                if (!number(value, place, coordinate_limit, coordinates[coordinate_count])) {
                    return false;
                }
                coordinate_count++;
            }
            if (coordinate_count < 2) {
                return fail(
                    CSIMDJSON_COORDINATE_COUNT, place, static_cast<double>(coordinate_count));
            }
            if (landmark_count < CSIMDJSON_LANDMARKS) {
                person->landmarks[2 * landmark_count] = coordinates[0];
                person->landmarks[2 * landmark_count + 1] = coordinates[1];
            }
            landmark_count++;
        }
        if (landmark_count != 468 && landmark_count != CSIMDJSON_LANDMARKS) {
            return fail(
                CSIMDJSON_LANDMARK_COUNT, {"face.scaledMesh"},
                static_cast<double>(landmark_count));
        }
        person->landmark_count = landmark_count;
        return true;
    }
};

}  // namespace

bool csimdjson_read_frame(
    csimdjson_parser *parser, const uint8_t *text, size_t count, csimdjson_frame *frame,
    csimdjson_failure *failure) {
    *frame = csimdjson_frame{};
    *failure = csimdjson_failure{};
    failure->person = -1;
    return FrameReader(parser, text, count, frame, failure).read();
}
