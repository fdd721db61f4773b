import Inference

/// Arrays out of files for every input of an interpreter.
struct InputFiles {
    private let interpreter: Interpreter
    /// Each input's file, by the input's number.
    private var arrays: [(input: Int, path: String, array: NumPyArray)] = []

    /// Finds each file's input and reads all files.
    ///
    /// - Throws: `badArgument` for a key that is no input's, an input without a file or a type
    ///   that differs; `StorageError` for a file that cannot be read.
    init(_ files: [TensorFile], for interpreter: Interpreter) throws {
        self.interpreter = interpreter
        var paths: [Int: String] = [:]
        for file in files {
            let input = try input(file.key)
            if let other = paths.updateValue(file.path, forKey: input) {
                throw error(
                    place(input), "is given twice, as \(other) and as \(file.path); give one file")
            }
        }
        let missing = interpreter.inputs.indices.filter { paths[$0] == nil }
        guard missing.isEmpty else {
            let list = missing.map { interpreter.inputs[$0].text(number: $0) }
            throw error(
                "",
                "no file for \(list.count) of \(interpreter.inputs.count) inputs; give "
                    + "--input NUMBER=FILE.npy for: \(list.joined(separator: "; "))")
        }
        for (input, path) in paths.sorted(by: { $0.key < $1.key }) {
            let array = try NumPyArray(contentsOf: path)
            let type = interpreter.inputs[input].type
            guard array.type == type else {
                throw error(
                    place(input),
                    "holds \(type), but \(path) holds \(array.type); "
                        + "convert it, as with array.astype('\(type)')")
            }
            arrays.append((input, path, array))
        }
    }

    /// Gives the inputs their files' shapes, where they differ and the model allows it, and
    /// their values.
    ///
    /// - Throws: `badArgument` when the model cannot take a shape.
    func apply() throws(InferenceError) {
        var shapes: [Int: [Int]] = [:]
        for file in arrays {
            let info = interpreter.inputs[file.input]
            guard file.array.shape != info.shape else { continue }
            guard Self.allows(file.array.shape, info) else {
                throw misfit(file, "where only extents marked ? can be chosen")
            }
            shapes[file.input] = file.array.shape.dimensions
        }
        if !shapes.isEmpty {
            do {
                try interpreter.resize(shapes)
            } catch {
                guard error.kind != .overLimit else { throw error }
                guard let file = arrays.first(where: { shapes[$0.input] != nil }) else {
                    throw error
                }
                let place = error.place.isEmpty ? "" : "\(error.place): "
                throw misfit(file, "and cannot be resized: \(place)\(error.message)")
            }
        }
        for file in arrays {
            try interpreter.withInput(file.input) { bytes in bytes.copyBytes(from: file.array.bytes)
            }
        }
    }

    /// Extents that the model fixes must be as they are; a model that says nothing may be tried.
    private static func allows(_ shape: Shape, _ info: TensorInfo) -> Bool {
        guard info.shapeSignature.contains(-1) else { return true }
        return info.shapeSignature.count == shape.rank
            && zip(info.shapeSignature, shape.dimensions).allSatisfy { $0 == -1 || $0 == $1 }
    }

    private func input(_ key: String) throws(InferenceError) -> Int {
        if let named = interpreter.input(named: key) { return named }
        if let number = Int(key), interpreter.inputs.indices.contains(number) { return number }
        let list = interpreter.inputs.enumerated().map { $1.text(number: $0) }
        throw error(
            "", "has no input \(key.printable); it has: \(list.joined(separator: "; "))")
    }

    private func misfit(
        _ file: (input: Int, path: String, array: NumPyArray), _ reason: String
    ) -> InferenceError {
        let info = interpreter.inputs[file.input]
        return error(
            place(file.input),
            "\(file.path) has the shape \(file.array.shape); the model has "
                + "\(info.shape.text(signature: info.shapeSignature)) \(reason)")
    }

    private func place(_ input: Int) -> String {
        "input \(input) (\(interpreter.inputs[input].name.printable))"
    }

    private func error(_ place: String, _ message: String) -> InferenceError {
        InferenceError(.badArgument, source: interpreter.model.source, place: place, message)
    }
}
