#if OneDNN
    import COneDNNLibrary

    /// A compiled primitive of the library.
    final class OneDNNOperation {
        let pointer: OpaquePointer
        private let context: OneDNNContext
        /// Keeps the packed weights that two operations share.
        private let like: OneDNNOperation?

        init(
            _ context: OneDNNContext, like: OneDNNOperation? = nil,
            _ make: (OpaquePointer, UnsafeMutablePointer<CChar>) -> OpaquePointer?
        ) throws(InferenceError) {
            let shared = try context.pointer()
            pointer = try OneDNN.explained { make(shared, $0) }
            self.context = context
            self.like = like
        }

        /// The library's name for the code that it chose.
        var implementation: String { String(cString: pose_onednn_implementation(pointer)) }

        deinit { pose_onednn_operation_release(pointer) }
    }

    /// Operations bound to memory, a tile each.
    final class OneDNNStep {
        private let pointer: OpaquePointer
        private let context: OneDNNContext
        private var count = 0
        private let kept: [AnyObject]
        /// The operations by the sizes of their tiles, each with the first tile that it computes.
        private var operations: [[Int]: (operation: OneDNNOperation, sample: Int)] = [:]
        private var first: OneDNNOperation?

        init(
            _ context: OneDNNContext, capacity: Int, keeping kept: [AnyObject?] = []
        ) throws(InferenceError) {
            let shared = try context.pointer()
            pointer = try OneDNN.explained { pose_onednn_step_make(shared, capacity, $0) }
            self.context = context
            self.kept = kept.compactMap { $0 }
        }

        deinit { pose_onednn_step_release(pointer) }

        /// Adds a tile. Tiles of one size share an operation; those of other sizes may share the
        /// weights that the first operation has packed.
        ///
        /// - Parameter make: makes the operation, given the first one.
        func add(
            size: [Int], _ memory: pose_onednn_memory,
            _ make: (OneDNNOperation?) throws(InferenceError) -> OneDNNOperation
        ) throws(InferenceError) {
            let operation: OneDNNOperation
            if let known = operations[size] {
                operation = known.operation
            } else {
                operation = try make(first)
                operations[size] = (operation, count)
                first = first ?? operation
            }
            _ = try OneDNN.explained { reason in
                withUnsafePointer(to: memory) {
                    pose_onednn_step_add(pointer, operation.pointer, $0, reason) ? true : nil
                }
            }
            count += 1
        }

        /// The work of all tiles.
        ///
        /// Tiles that are shared cannot tell that they failed, so a sample of each runs here once: it
        /// fails for want of memory or of an argument, which the first run shows.
        func work() throws(InferenceError) -> Work {
            if count < 2 {
                return .serial { [self] () throws(InferenceError) in
                    pose_onednn_step_run(UnsafeRawPointer(pointer), 0, 0)
                    try check()
                }
            }
            for (_, sample) in operations.values {
                pose_onednn_step_run(UnsafeRawPointer(pointer), sample, 0)
            }
            try check()
            return .tiled(
                [TiledPhase(pose_onednn_step_run, UnsafeRawPointer(pointer), count: count)],
                owner: self)
        }

        private func check() throws(InferenceError) {
            guard !pose_onednn_step_has_failed(pointer) else {
                throw InferenceError(.unsupported, "oneDNN could not run an operation")
            }
        }
    }
#endif
