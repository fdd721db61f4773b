import Geometry

/// COCO's two forms (cocodataset.org, "Data format" and "Results format"), and AlphaPose's, which
/// is the second one with names of pictures in place of ids.
///
/// A body is a flat list of x, y and v (0 not labelled, 1 hidden, 2 visible) in annotations, of
/// x, y and confidence in results.
extension KeypointFormat {
    static let cocoAnnotations = KeypointFormat(
        name: "coco", summary: "COCO annotations: images with their sizes, and bodies",
        lacks: [.framesPerSecond],
        isRecognized: { $0.has("annotations") || $0.has("images[].file_name") },
        read: { text, _ throws(MotionError) in try cocoRecording(text) })

    static let cocoResults = KeypointFormat(
        name: "coco-results", summary: "COCO keypoint results: a list of bodies with image_id",
        lacks: [.framesPerSecond, .size],
        isRecognized: { $0.has("[].image_id") && $0.has("[].keypoints") },
        read: { text, _ throws(MotionError) in try resultsRecording(text) })

    /// AlphaPose's results (docs/output.md), whose scores of a body may exceed 1.
    static let alphaPose = KeypointFormat(
        name: "alphapose", summary: "AlphaPose results, 17, 26 or 136 points",
        lacks: [.framesPerSecond, .size],
        isRecognized: {
            $0.has("[].image_id") && $0.has("[].keypoints")
                && ($0.has("[].idx") || $0.has("[].box"))
        },
        read: { text, _ throws(MotionError) in try resultsRecording(text) })

    private static func resultsRecording(_ text: FormatText) throws(MotionError) -> Recording {
        var people: [(key: PictureKey, sighting: Sighting)] = []
        try text.forEachFrame("result") { _, result throws(FieldError) in
            let key = try result.read("image_id") { id throws(FieldError) in try PictureKey(id) }
            let score = try result.score("score")
            let pose = try result.read("keypoints") { flat throws(FieldError) in
                try flat.flatPose(BodyLayout.cocoLike, confidence: score)
            }
            people.append((key, Sighting(pose: pose, identity: identity(result))))
        }
        var recording = Recording()
        let keys = Array(Set(people.map(\.key))).sorted()
        place(people, keys, in: &recording)
        return recording
    }

    /// AlphaPose's `idx` is a number or a list of one; data sets for tracking have `track_id`.
    private static func identity(_ person: JSONNode) -> String? {
        switch person[anyOf: ["track_id", "idx"]]?.value {
        case .number(let id)?: "\(id)"
        case .array(let ids)?:
            if case .number(let id)? = ids.first { "\(id)" } else { nil }
        default: nil
        }
    }

    /// Puts people into frames, which are in the order of the pictures' numbers.
    private static func place(
        _ people: [(key: PictureKey, sighting: Sighting)], _ keys: [PictureKey],
        in recording: inout Recording
    ) {
        let numbers = keys.compactMap(\.number)
        var places = Array(keys.indices)
        var count = keys.count
        if numbers.count == keys.count, Set(numbers).count == keys.count {
            let found = FrameNumbers.places(of: numbers, named: "pictures")
            (places, count) = (found.places, found.count)
            if let note = found.note { recording.note(note) }
        }
        let placeOfKey = Dictionary(uniqueKeysWithValues: zip(keys, places))
        recording.frames = Array(repeating: [], count: count)
        for person in people {
            guard let place = placeOfKey[person.key] else { continue }
            recording.frames[place].append(person.sighting)
        }
    }

    private struct Picture {
        var key: PictureKey
        var fileName: String?
        var size: Size
    }

    private static func cocoRecording(_ text: FormatText) throws(MotionError) -> Recording {
        var pictures: [Picture] = []
        var people: [(key: PictureKey, sighting: Sighting)] = []
        try text.forEachMember(streaming: ["images", "annotations"]) {
            name, index, node throws(FieldError) in
            switch (name, index) {
            case ("images", 0...): pictures.append(try picture(node))
            case ("annotations", 0...):
                // Data sets hold things other than people too.
                guard node["keypoints"] != nil else { return }
                people.append(try annotation(node))
            default: break
            }
        }
        guard !people.isEmpty else {
            throw text.error("annotations", "holds no keypoints; is this a file of people?")
        }
        var recording = Recording()
        try checkSizes(of: pictures, in: text)
        recording.size = pictures.first?.size
        var keys = pictures.map(\.key)
        guard Set(keys).count == keys.count else {
            throw text.error("images", "two of them have the same \"id\"")
        }
        if let stray = people.firstIndex(where: { person in !Set(keys).contains(person.key) }) {
            throw text.error(
                "annotations[\(stray)]", "\"image_id\" is of no picture among \"images\"")
        }
        // File names number a video's frames; ids may be anything.
        let names = pictures.compactMap(\.fileName)
        let byName = names.compactMap(FrameNumbers.number)
        if byName.count == keys.count, Set(byName).count == keys.count {
            let renamed = Dictionary(
                uniqueKeysWithValues: zip(keys, byName.map { PictureKey(number: $0) }))
            people = people.compactMap { person in
                renamed[person.key].map { ($0, person.sighting) }
            }
            keys = byName.map { PictureKey(number: $0) }
        }
        place(people, keys.sorted(), in: &recording)
        return recording
    }

    private static func picture(_ node: JSONNode) throws(FieldError) -> Picture {
        func side(_ name: String) throws(FieldError) -> Double {
            try node.read(name) { side throws(FieldError) in
                let length = try side.number()
                guard length >= 1, length <= FormatLimits.coordinate else {
                    throw FieldError(
                        place: "", message: "is \(length); sides run from 1 to 1e7 pixels")
                }
                return length
            }
        }
        let key = try node.read("id") { id throws(FieldError) in try PictureKey(id) }
        let size = Size(width: try side("width"), height: try side("height"))
        let name = try node.readIfPresent("file_name") { name throws(FieldError) in
            try name.text()
        }
        return Picture(key: key, fileName: name, size: size)
    }

    private static func annotation(
        _ node: JSONNode
    ) throws(FieldError) -> (key: PictureKey, sighting: Sighting) {
        let key = try node.read("image_id") { id throws(FieldError) in try PictureKey(id) }
        let score = try node.score("score")
        var pose = try node.read("keypoints") { flat throws(FieldError) in
            try flat.flatPose(BodyLayout.cocoLike, confidence: score)
        }
        pose.keypoints = pose.keypoints.map { keypoint in
            keypoint.map { Keypoint(position: $0.position, confidence: visibility($0.confidence)) }
        }
        return (key, Sighting(pose: pose, identity: identity(node)))
    }

    /// A person put the point there, but could not see it where v is 1.
    private static func visibility(_ v: Double) -> Double { v == 1 ? 0.5 : v == 2 ? 1 : v }

    private static func checkSizes(
        of pictures: [Picture], in text: FormatText
    ) throws(MotionError) {
        guard let first = pictures.first,
            let other = pictures.firstIndex(where: { $0.size != first.size })
        else { return }
        func words(_ size: Size) -> String { "\(Int(size.width))x\(Int(size.height))" }
        throw text.error(
            "images[\(other)]",
            "is \(words(pictures[other].size)), but the first is \(words(first.size)); all "
                + "pictures of a motion need one size")
    }
}

/// What a picture is called by: a number, or a name with or without one.
struct PictureKey: Hashable, Comparable {
    let name: String
    let number: Int?

    init(number: Int) {
        self.init(name: "", number: number)
    }

    private init(name: String, number: Int?) {
        self.name = name
        self.number = number
    }

    init(_ id: JSONNode) throws(FieldError) {
        switch id {
        case .number(let value):
            guard let number = Int(exactly: value) else {
                throw FieldError(place: "", message: "is \(value); a whole number is needed")
            }
            self.init(number: number)
        case .string(let text):
            self.init(name: text, number: FrameNumbers.number(in: text))
        default:
            throw FieldError(place: "", message: "must be a number or a text, not \(id.kind)")
        }
    }

    static func < (one: Self, other: Self) -> Bool {
        (one.number ?? .max, one.name) < (other.number ?? .max, other.name)
    }
}
