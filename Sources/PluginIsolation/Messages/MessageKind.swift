/// What a message is about. The two sides are the same program: these are no one else's numbers.
enum MessageKind: UInt32 {
    /// Load the plug-in and describe it.
    case open = 1
    /// Make a stage.
    case make
    /// Destroy it, and end.
    case destroy
    // Calls, as the interface names them.
    case info, next, apply, applyWindow, weigh, deform, render
    case makeEncoder, destroyEncoder, encode, write, finish
    // Of operators and delegates of models.
    case infer, prepare, run, release, claim
    /// A graph that was claimed of is there no longer.
    case forget
    /// What the stage remarks, by the extension for that.
    case notes
    // Calls of devices and sensors besides `write`; `look` only asks how they stand.
    case read, advance, reset, look, save, load
    case feed, dropOldest, setDepth
    case select, exchange, deselect

    /// The answer to any of these.
    case answer
    /// Something that the plug-in tells people; nobody asked.
    case log

    /// Grows with every change of what messages hold.
    static let protocolNumber: UInt32 = 2
}
