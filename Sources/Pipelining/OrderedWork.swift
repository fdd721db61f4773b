import Glibc

/// Work shared by many threads whose results are delivered in the order in which it was given.
///
/// A fixed number of slots goes round: whoever gives work takes a free one and fills it, a worker
/// does what can be done beside others, a thread of its own delivers slot after slot. So memory is
/// bounded by the slots, and what is delivered does not depend on the number of workers. Where no
/// threads can be started all is done by the caller.
package final class OrderedWork<Slot: AnyObject>: @unchecked Sendable {
    /// Done by one of the workers, whose number is given.
    package typealias Work = (_ worker: Int, Slot) throws -> Void
    /// Done in order; `again` when a slot is delivered once more.
    package typealias Deliver = (_ number: Int, Slot, _ isAgain: Bool) throws -> Void

    private struct Order {
        let number: Int
        /// Nil to deliver the slot of the order before once more.
        let slot: Int?
    }

    /// What threads wait for, each at a place of its own, so that none is woken for nothing.
    private enum Event: Int, CaseIterable {
        /// Whoever gives work: a slot is free, or fewer deliveries wait.
        case room
        /// Workers: a slot is filled.
        case work
        /// The one who delivers: the next slot is worked on.
        case delivery
        /// Whoever waits for the end.
        case end
    }

    /// The most deliveries that wait.
    private static var mostOrders: Int { 64 }

    private let slots: [Slot]
    private let work: Work
    private let deliver: Deliver
    private let workerCount: Int

    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    /// One for each event.
    private let conditions: UnsafeMutablePointer<pthread_cond_t>
    private var free: [Int]
    /// Slots that wait for a worker.
    private var waiting: [Int] = []
    private var isWorked: [Bool]
    /// What is to be delivered, the first one first.
    private var orders: [Order] = []
    private var failure: (any Error)?
    private var isEnding = false
    private var liveThreads = 0
    private var deliveredCount = 0
    /// The slot that was delivered last, kept for deliveries of the same.
    private var last: Int?

    /// - Parameters:
    ///   - slots: more than there are workers, so that none has to wait for another.
    ///   - work, deliver: are handed to threads; what they hold may not be used elsewhere until
    ///     `finish` returns or throws.
    package init(
        slots: [Slot], workers: Int, work: @escaping Work, deliver: @escaping Deliver
    ) {
        self.slots = slots
        self.work = work
        self.deliver = deliver
        free = Array(slots.indices.reversed())
        isWorked = Array(repeating: false, count: slots.count)
        lock = .allocate(capacity: 1)
        conditions = .allocate(capacity: Event.allCases.count)
        pthread_mutex_init(lock, nil)
        for event in Event.allCases { pthread_cond_init(conditions + event.rawValue, nil) }
        workerCount = max(workers, 1)
        start()
    }

    deinit {
        for event in Event.allCases { pthread_cond_destroy(conditions + event.rawValue) }
        pthread_mutex_destroy(lock)
        conditions.deallocate()
        lock.deallocate()
    }

    /// How many deliveries are done.
    package var delivered: Int { locked { deliveredCount } }

    /// Waits for a free slot, has it filled, and gives it to the workers.
    ///
    /// - Throws: what a worker or a delivery threw; then nothing more is delivered.
    package func submit(_ number: Int, fill: (Slot) throws -> Void) throws {
        let slot = try takeFree()
        do {
            try fill(slots[slot])
        } catch {
            locked { free.append(slot) }
            throw error
        }
        locked {
            isWorked[slot] = false
            waiting.append(slot)
            orders.append(Order(number: number, slot: slot))
            wake(for: .work)
        }
        try doHereWithoutThreads()
    }

    /// Has what was given last delivered once more, under another number.
    package func submitAgain(_ number: Int) throws {
        try locked {
            // Who only repeats must not run ahead of who delivers.
            while orders.count >= Self.mostOrders, liveThreads > 0, failure == nil {
                wait(for: .room)
            }
            if let failure { throw failure }
            orders.append(Order(number: number, slot: nil))
            if isNextReady { wake(for: .delivery) }
        }
        try doHereWithoutThreads()
    }

    /// Waits until all is delivered and the threads have ended.
    ///
    /// - Throws: what a worker or a delivery threw.
    package func finish() throws {
        pthread_mutex_lock(lock)
        isEnding = true
        wakeAll()
        while liveThreads > 0 { wait(for: .end) }
        let failure = failure
        pthread_mutex_unlock(lock)
        if let failure { throw failure }
    }

    /// Ends the threads after what they are at; nothing more is delivered.
    package func abandon() { fail(CancellationError()) }

    private func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body()
    }

    private func wait(for event: Event) { pthread_cond_wait(conditions + event.rawValue, lock) }

    /// Of workers one is enough: there is one thing more to do.
    private func wake(for event: Event) {
        if event == .work {
            pthread_cond_signal(conditions + event.rawValue)
        } else {
            pthread_cond_broadcast(conditions + event.rawValue)
        }
    }

    /// At ends and failures, which are everybody's.
    private func wakeAll() {
        for event in Event.allCases { pthread_cond_broadcast(conditions + event.rawValue) }
    }

    private func takeFree() throws -> Int {
        try locked {
            while free.isEmpty, failure == nil { wait(for: .room) }
            if let failure { throw failure }
            return free.removeLast()
        }
    }

    private func fail(_ error: any Error) {
        locked {
            if failure == nil { failure = error }
            wakeAll()
        }
    }
}

extension OrderedWork {
    private func start() {
        liveThreads = workerCount + 1
        // The one who delivers comes first: without it workers would fill all slots and stop.
        guard DetachedThread.start({ self.run(self.deliverAll) }) else {
            liveThreads = 0
            return
        }
        var started = 0
        for worker in 0..<workerCount
        where DetachedThread.start({ self.run { self.workThrough(worker) } }) { started += 1 }
        locked {
            liveThreads -= workerCount - started
            if started == 0 { isEnding = true }
            wakeAll()
        }
        // A deliverer without workers has nothing to do, and ends.
        if started == 0 {
            locked { while liveThreads > 0 { wait(for: .end) } }
            isEnding = false
        }
    }

    private func run(_ body: () -> Void) {
        body()
        locked {
            liveThreads -= 1
            wakeAll()
        }
    }

    private func doHereWithoutThreads() throws {
        guard locked({ liveThreads == 0 && failure == nil && !isEnding }) else { return }
        while let slot = nextWaiting(isPatient: false) { doWork(slot, by: 0) }
        while let order = nextOrder(isPatient: false) { doDelivery(order) }
        if let failure { throw failure }
    }

    private func workThrough(_ worker: Int) {
        while let slot = nextWaiting(isPatient: true) { doWork(slot, by: worker) }
    }

    private func doWork(_ slot: Int, by worker: Int) {
        do {
            try work(worker, slots[slot])
            locked {
                isWorked[slot] = true
                if isNextReady { wake(for: .delivery) }
            }
        } catch {
            fail(error)
        }
    }

    private func deliverAll() {
        while let order = nextOrder(isPatient: true) { doDelivery(order) }
    }

    private func doDelivery(_ order: Order) {
        guard let slot = order.slot ?? last else { return }
        do {
            try deliver(order.number, slots[slot], order.slot == nil)
        } catch {
            fail(error)
            return
        }
        locked {
            if let last, order.slot != nil { free.append(last) }
            last = slot
            deliveredCount += 1
            wake(for: .room)
        }
    }

    /// The next slot to work on; nil at the end, or where there is none for the impatient.
    private func nextWaiting(isPatient: Bool) -> Int? {
        locked {
            while waiting.isEmpty, isPatient, !isEnding, failure == nil {
                wait(for: .work)
            }
            guard !waiting.isEmpty, failure == nil else { return nil }
            return waiting.removeFirst()
        }
    }

    /// The next order, when its slot has been worked on.
    private func nextOrder(isPatient: Bool) -> Order? {
        locked {
            while isPatient, failure == nil, !isNextReady,
                !(isEnding && orders.isEmpty)
            {
                wait(for: .delivery)
            }
            guard failure == nil, isNextReady else { return nil }
            let order = orders.removeFirst()
            // Who repeats may be waiting for the orders to become fewer.
            wake(for: .room)
            return order
        }
    }

    private var isNextReady: Bool {
        guard let order = orders.first else { return false }
        return order.slot.map { isWorked[$0] } ?? true
    }
}
