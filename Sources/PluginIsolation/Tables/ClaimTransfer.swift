import CPoseAnimatePlugin
import PluginKit

/// Nodes that a delegate offers to compute.
struct Offer {
    var nodes: [UInt32]
    var recipe: UInt32
    var cost: Double

    /// As it is claimed.
    init(_ claim: pa_claim) {
        nodes = Array(
            UnsafeBufferPointer(
                start: claim.nodes, count: claim.nodes == nil ? 0 : Int(claim.node_count)))
        recipe = claim.recipe
        cost = claim.cost
    }

    fileprivate init(nodes: [UInt32], recipe: UInt32, cost: Double) {
        self.nodes = nodes
        self.recipe = recipe
        self.cost = cost
    }

    func told<Result>(_ body: (UnsafePointer<pa_claim>) -> Result) -> Result {
        nodes.withUnsafeBufferPointer { nodes in
            var claim = pa_claim()
            claim.size = MemoryLayout<pa_claim>.size
            claim.nodes = nodes.baseAddress
            claim.node_count = UInt32(nodes.count)
            claim.recipe = recipe
            claim.cost = cost
            return body(&claim)
        }
    }
}

extension MessageWriter {
    mutating func add(_ offer: Offer) {
        add(UInt32(offer.nodes.count))
        for node in offer.nodes { add(node) }
        add(offer.recipe)
        add(offer.cost)
    }

    mutating func add(_ offers: [Offer]) {
        add(UInt32(offers.count))
        for offer in offers { add(offer) }
    }
}

extension MessageReader {
    mutating func offer() throws(BrokenMessage) -> Offer {
        var nodes: [UInt32] = []
        for _ in 0..<(try value(UInt32.self)) { nodes.append(try value()) }
        return Offer(nodes: nodes, recipe: try value(), cost: try value())
    }

    mutating func offers() throws(BrokenMessage) -> [Offer] {
        var offers: [Offer] = []
        for _ in 0..<(try value(UInt32.self)) { offers.append(try offer()) }
        return offers
    }
}

/// Takes a delegate's claims on the plug-in's side; whether they make sense is seen on the engine's.
final class OfferCollector {
    private(set) var offers: [Offer] = []

    /// Lets `body` add claims.
    func take(_ body: (UnsafePointer<pa_claims>) -> pa_status) -> pa_status {
        var taker = pa_claims()
        taker.size = MemoryLayout<pa_claims>.size
        taker.data = Unmanaged.passUnretained(self).toOpaque()
        taker.add = { taker, claim in
            guard let data = taker?.pointee.data, let claim else { return pa_status(PA_FAULT) }
            Unmanaged<OfferCollector>.fromOpaque(data).takeUnretainedValue()
                .offers.append(Offer(grown(claim, size: claim.pointee.size)))
            return pa_status(PA_OK)
        }
        return body(&taker)
    }
}
