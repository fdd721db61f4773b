/// Remarks about a clip that reads well but not as its author may think; each is made once.
struct ClipNotes {
    private(set) var texts: [String] = []
    private var unknownParts: Set<String> = []
    private var hasStrayScore = false
    private var hasEmptyFrame = false
    /// More kinds of unknown parts than this are not listed.
    private static let unknownPartLimit = 16

    mutating func add(_ text: String) {
        texts.append(text)
    }

    mutating func add(_ reading: FrameParser.Reading, frame index: Int) {
        for part in reading.unknownParts
        where unknownParts.count < Self.unknownPartLimit && unknownParts.insert(part).inserted {
            texts.append(
                "frame \(index): the part \"\(shown(part))\" is not one of the 17 of PoseNet; ignored"
            )
        }
        if let score = reading.strayScore, !hasStrayScore {
            hasStrayScore = true
            texts.append("frame \(index): the score \(score) is outside of 0…1; clamped")
        }
        if reading.form == nil, !hasEmptyFrame {
            hasEmptyFrame = true
            texts.append(
                "frame \(index): has neither \"pose\", \"face\" nor \"people\"; taken as nobody in view"
            )
        }
    }
}
