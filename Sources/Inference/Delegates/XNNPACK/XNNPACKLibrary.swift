#if XNNPACK
    import CXNNPACKLibrary

    /// XNNPACK, loaded into this process; it stays until the process ends.
    final class XNNPACKLibrary: @unchecked Sendable {
        // The table behind it does not change once it is filled.
        let table: OpaquePointer

        /// Loaded when it is first asked for, once a process.
        static let shared = Result<XNNPACKLibrary, InferenceError> {
            () throws(InferenceError) in try XNNPACKLibrary(named: "libXNNPACK.so.0")
        }

        /// - Throws: `unsupported` where a library is not there or lacks a function.
        init(named name: String) throws(InferenceError) {
            var message = [CChar](repeating: 0, count: 256)
            guard
                let table = pose_xnn_load(
                    name, "libpthreadpool.so.0", &message, message.count)
            else {
                let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                throw InferenceError(
                    .unsupported,
                    "delegate xnnpack is not here: \(name) cannot be loaded "
                        + "(\(String(decoding: bytes, as: UTF8.self))); install libxnnpack0")
            }
            self.table = table
        }
    }
#endif
