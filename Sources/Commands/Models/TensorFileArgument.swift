import ArgumentParser
import ModelTools

/// A file for an input, written `0=image.npy` or `image=image.npy`.
struct TensorFileArgument: ExpressibleByArgument {
    let file: TensorFile

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "=") else { return nil }
        let path = argument[argument.index(after: sign)...]
        guard sign != argument.startIndex, !path.isEmpty else { return nil }
        file = TensorFile(key: String(argument[..<sign]), path: String(path))
    }
}
