#if XNNPACK
    import CXNNPACKLibrary
    import Synchronization

    /// An operator of the library, bound to memory.
    final class XNNPACKOperator {
        private let threads: XNNPACKThreads
        private let made: OpaquePointer
        private let kept: [AnyObject]

        /// - Parameters:
        ///   - make: The function that makes an operator as a description says.
        ///   - kept: What keeps constant operands alive.
        init<Description>(
            _ threads: XNNPACKThreads, _ description: Description, keeping kept: [AnyObject?] = [],
            _ make: (
                OpaquePointer?, OpaquePointer?, UnsafePointer<Description>?,
                UnsafeMutablePointer<OpaquePointer?>?
            ) -> Int32
        ) throws(InferenceError) {
            var made: OpaquePointer?
            let status = withUnsafePointer(to: description) {
                make(threads.library.table, threads.pool, $0, &made)
            }
            guard status == 0, let made else { throw Self.error("making", status) }
            self.threads = threads
            self.made = made
            self.kept = kept.compactMap { $0 }
        }

        deinit { pose_xnn_delete(threads.library.table, made) }

        /// Computes on the bound memory.
        func run() throws(InferenceError) {
            let status = pose_xnn_run(threads.library.table, made, threads.pool)
            guard status == 0 else { throw Self.error("running", status) }
        }

        /// A step of a series, after whose last one the threads rest.
        func work(in series: XNNPACKSeries) -> Work {
            let number = series.add()
            return .serial { () throws(InferenceError) in
                try self.run()
                if series.count == number { self.threads.rest() }
            }
        }

        private static func error(_ action: String, _ status: Int32) -> InferenceError {
            InferenceError(
                .unsupported,
                "\(action) an operator: \(String(cString: pose_xnn_status_name(status)))")
        }
    }

    /// The operators that were bound for one graph, in the order they run.
    final class XNNPACKSeries: Sendable {
        private let added = Atomic<Int>(0)

        var count: Int { added.load(ordering: .relaxed) }

        /// The number of the new one, from 1.
        func add() -> Int { added.add(1, ordering: .relaxed).newValue }
    }
#endif
