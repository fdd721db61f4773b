import CPluginCalls

/// Finds memory that is lost with every repetition.
enum HeapWatch {
    /// What one block takes that is lost every other time: less is how the heap happens to lie.
    private static let leastLoss = 16

    /// How many bytes each repetition of something loses; nil when it loses none that can be told.
    ///
    /// What is kept once, such as a table that is made when it is first needed, counts for nothing: only growth that
    /// goes on is a leak.
    static func growth(of repetitions: Int, _ body: () -> Void) -> Int? {
        for _ in 0..<4 { body() }
        var least = Int.max
        // Other threads allocate too; the least of several rounds is the body's own.
        for _ in 0..<4 {
            let before = pose_heap_in_use()
            for _ in 0..<repetitions { body() }
            least = min(least, Int(pose_heap_in_use()) - Int(before))
        }
        return least >= repetitions * leastLoss ? least / repetitions : nil
    }
}
