/// A file for one of a model's inputs, as the user names both.
package struct TensorFile: Sendable, Equatable {
    /// The input's number, its name, or a signature's name for it.
    package var key: String
    package var path: String

    package init(key: String, path: String) {
        self.key = key
        self.path = path
    }
}
