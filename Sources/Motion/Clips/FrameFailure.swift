import CSimdJSON

extension csimdjson_failure {
    /// What is wrong with the value at fault and what to do about it.
    var explanation: String {
        switch problem {
        case CSIMDJSON_NOT_JSON:
            "is not JSON: \(detail.map { String(cString: $0) } ?? "it does not parse")"
        case CSIMDJSON_TRAILING:
            "more follows the frame's object; write one object a line"
        case CSIMDJSON_WRONG_TYPE:
            "must be \(expected.map { String(cString: $0) } ?? "another value"), not \(begin)"
        case CSIMDJSON_BAD_NUMBER:
            "\(begin) is no number of JSON; write a finite number, or null for a pose or face "
                + "that was not seen"
        case CSIMDJSON_ABSURD_NUMBER:
            "\(number) lies outside of any picture; coordinates are pixels of the video"
        case CSIMDJSON_MISSING:
            "is missing; a pose or face that was not seen is written as null"
        case CSIMDJSON_LANDMARK_COUNT:
            "has \(Int(number)) landmarks; a FaceMesh has 468, or 478 with irises"
        case CSIMDJSON_COORDINATE_COUNT:
            "a landmark is [x, y] or [x, y, z], not \(number < 2 ? "fewer" : "more") numbers"
        case CSIMDJSON_PERSON_NUMBER:
            "\(number) numbers nobody; people are numbered 0, 1, 2 …, up to a million"
        case CSIMDJSON_PERSON_TWICE:
            "somebody else in the frame has the number \(Int(number)) too"
        case CSIMDJSON_PERSON_COUNT:
            "has more than \(CSIMDJSON_PEOPLE) people; so many are not read"
        case CSIMDJSON_TWO_FORMS:
            "stands beside \"pose\" or \"face\"; a frame lists several people or is of one"
        default:
            "cannot be read"
        }
    }

    /// How the value begins, on one line.
    private var begin: String {
        withUnsafePointer(to: self) { failure in
            csimdjson_failure_found(failure).map { shown(String(cString: $0)) } ?? ""
        }
    }
}
