/// Whether the frames of a clip are of one person, "pose" and "face", or list several, "people".
enum ClipForm: Sendable, Equatable {
    case one, several

    /// How frames of the form are told apart from the others.
    var members: String {
        switch self {
        case .one: "\"pose\" or \"face\""
        case .several: "\"people\""
        }
    }
}
