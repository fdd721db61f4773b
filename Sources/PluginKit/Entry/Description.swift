import CPoseAnimatePlugin

extension ForeignMemory {
    /// What a stage says of itself, as the interface has it.
    func descriptor(of stage: any StagePlugin.Type) -> UnsafeMutablePointer<pa_descriptor> {
        let about = stage.about
        var descriptor = pa_descriptor()
        descriptor.size = MemoryLayout<pa_descriptor>.size
        descriptor.id = text(about.id)
        descriptor.summary = text(about.summary)
        switch about.temporal {
        case .stateless: descriptor.temporal = UInt32(PA_STATELESS)
        case .window(let frames):
            descriptor.temporal = UInt32(PA_WINDOW)
            descriptor.window = UInt32(clamping: frames)
        case .sequential: descriptor.temporal = UInt32(PA_SEQUENTIAL)
        }
        if about.needsLocation { descriptor.flags |= UInt32(PA_NEEDS_LOCATION) }
        if about.refines { descriptor.flags |= UInt32(PA_REFINES) }
        descriptor.option_count = UInt32(about.options.count)
        descriptor.options = UnsafePointer(array(about.options.map(option)))
        descriptor.traits = stage.traits(in: TraitsMemory(memory: self))
        return value(descriptor)
    }

    /// An option as the interface has it.
    package func option(_ option: Option) -> pa_option {
        var row = pa_option()
        row.size = MemoryLayout<pa_option>.size
        row.name = text(option.name)
        row.help = text(option.help)
        switch option.kind {
        case .number(let range, let standard):
            row.type = UInt32(PA_NUMBER)
            (row.minimum, row.maximum) = (range.lowerBound, range.upperBound)
            row.standard = standard
        case .integer(let range, let standard):
            row.type = UInt32(PA_INTEGER)
            (row.minimum, row.maximum) = (Double(range.lowerBound), Double(range.upperBound))
            row.standard = Double(standard)
        case .flag(let standard):
            row.type = UInt32(PA_FLAG)
            row.standard = standard ? 1 : 0
        case .choice(let words, let standard):
            row.type = UInt32(PA_CHOICE)
            row.choices = texts(words)
            row.standard = Double(words.firstIndex(of: standard) ?? -1)
        case .text(let standard):
            row.type = UInt32(PA_TEXT)
            row.standard_text = standard.map { text($0) }
        case .file: row.type = UInt32(PA_FILE)
        }
        return row
    }
}
