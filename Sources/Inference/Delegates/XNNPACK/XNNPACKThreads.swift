#if XNNPACK
    import CXNNPACKLibrary
    import Synchronization

    /// The library and the threads that its operators run on, made for the first operator.
    final class XNNPACKThreads: @unchecked Sendable {
        let library: XNNPACKLibrary
        /// Nil where the calling thread computes alone.
        let pool: OpaquePointer?
        private let count: Int

        init(_ library: XNNPACKLibrary, count: Int) {
            self.library = library
            self.count = max(count, 1)
            pool = pose_xnn_create_pool(library.table, self.count)
            rest()
        }

        deinit { pose_xnn_destroy_pool(library.table, pool) }

        /// Sends the threads to sleep, where they would look for work for some milliseconds more.
        func rest() { pose_xnn_rest(library.table, pool, count) }
    }

    /// Threads that are started when they are first needed.
    final class XNNPACKThreadsOnDemand: Sendable {
        private let count: Int
        private let threads = Mutex<XNNPACKThreads?>(nil)

        init(count: Int) { self.count = count }

        func get() throws(InferenceError) -> XNNPACKThreads {
            let library = try XNNPACKLibrary.shared.get()
            return threads.withLock { threads in
                if let threads { return threads }
                let started = XNNPACKThreads(library, count: count)
                threads = started
                return started
            }
        }
    }
#endif
