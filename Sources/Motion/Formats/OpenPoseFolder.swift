import Storage

/// The folder that OpenPose fills: a file a frame, numbered.
enum OpenPoseFolder {
    private static let endings = [".json", ".json.gz"]

    static func read(_ path: String) throws(MotionError) -> Recording {
        let names: [String]
        do {
            names = try Directory.names(in: path).filter { name in
                !name.hasPrefix(".") && endings.contains(where: name.hasSuffix)
            }
        } catch {
            throw MotionError(error, source: path)
        }
        guard !names.isEmpty else {
            throw MotionError(
                .noInput, source: path, "holds no .json files; is it a folder of OpenPose?")
        }
        guard names.count <= FormatLimits.frames else {
            throw MotionError(
                .badData, source: path, "holds more than \(FormatLimits.frames) files")
        }
        var recording = Recording()
        let (places, count) = try place(names, of: path, &recording)
        recording.frames = Array(repeating: [], count: count)
        for (name, place) in zip(names, places) {
            let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            let text = try KeypointImport.text(file)
            let format = KeypointFormat.recognize(text.bytes[...])
            guard format?.name == KeypointFormat.openPose.name, let read = format?.read else {
                throw text.error(
                    "",
                    text.bytes.allSatisfy(isSpace)
                        ? "is empty; an object {\"people\": …} of OpenPose is needed"
                        : "is no frame of OpenPose, an object {\"people\": …}; is it cut short?")
            }
            let frames = try read(text, KeypointOptions()).frames
            guard frames.count == 1 else {
                throw text.error("", "holds \(frames.count) frames; in a folder each file is one")
            }
            recording.frames[place] = frames[0]
        }
        return recording
    }

    private static func place(
        _ names: [String], of path: String, _ recording: inout Recording
    ) throws(MotionError) -> (places: [Int], count: Int) {
        let numbers = names.compactMap(FrameNumbers.number)
        guard numbers.count == names.count else {
            let stray = names.first { FrameNumbers.number(in: $0) == nil } ?? ""
            throw MotionError(
                .badData, source: path, place: shown(stray),
                "has no number in its name, which gives its place; rename or remove it")
        }
        var seen: [Int: String] = [:]
        for (number, name) in zip(numbers, names) {
            if let other = seen.updateValue(name, forKey: number) {
                throw MotionError(
                    .badData, source: path, place: shown(name),
                    "has the number of \(shown(other)); a folder holds one recording")
            }
        }
        let found = FrameNumbers.places(of: numbers, named: "files")
        if let note = found.note { recording.note(note) }
        return (found.places, found.count)
    }
}
