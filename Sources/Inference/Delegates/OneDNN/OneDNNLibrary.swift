#if OneDNN
    import COneDNNLibrary

    /// oneDNN, opened when it is first needed; a program that never needs it never loads it.
    struct OneDNNLibrary: @unchecked Sendable {
        fileprivate let pointer: OpaquePointer

        /// The library as Debian's libdnnl2 installs it.
        static let shared = Result { () throws(InferenceError) in try OneDNNLibrary("libdnnl.so.2")
        }

        /// - Throws: `unsupported` when there is no such library or not one that fits.
        init(_ name: String) throws(InferenceError) {
            do {
                pointer = try OneDNN.explained { pose_onednn_open(name, $0) }
            } catch {
                throw InferenceError(
                    .unsupported, "delegate onednn is not here: \(error.message); install libdnnl2")
            }
        }

        /// Major, minor and patch number.
        var version: [Int] {
            var numbers: [Int32] = [0, 0, 0]
            pose_onednn_version(pointer, &numbers)
            return numbers.map(Int.init)
        }
    }

    enum OneDNN {
        /// What a function of the library gives, or why it gave nothing.
        static func explained<Value>(
            _ body: (UnsafeMutablePointer<CChar>) -> Value?
        ) throws(InferenceError) -> Value {
            var reason = [CChar](repeating: 0, count: Int(POSE_ONEDNN_REASON))
            let value = reason.withUnsafeMutableBufferPointer { buffer in
                buffer.baseAddress.flatMap(body)
            }
            guard let value else {
                let text = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                throw InferenceError(.unsupported, String(decoding: text, as: UTF8.self))
            }
            return value
        }
    }

    /// What the operations of one interpreter share; opens the library when it is first asked.
    final class OneDNNContext: @unchecked Sendable {
        private let threads: Int
        private var made: OpaquePointer?

        init(threads: Int) { self.threads = threads }

        /// The context for the library's functions.
        func pointer() throws(InferenceError) -> OpaquePointer {
            if let made { return made }
            let library = try OneDNNLibrary.shared.get()
            let context = try OneDNN.explained {
                pose_onednn_context_make(library.pointer, threads, $0)
            }
            made = context
            return context
        }

        deinit {
            if let made { pose_onednn_context_release(made) }
        }
    }
#endif
