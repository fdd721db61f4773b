import CPoseAnimatePlugin
import PluginKit

extension MessageWriter {
    mutating func add(_ offer: Claim) {
        add(UInt32(offer.nodes.count))
        for node in offer.nodes { add(UInt32(clamping: node)) }
        add(UInt32(clamping: offer.recipe))
        add(offer.cost)
    }

    mutating func add(_ offers: [Claim]) {
        add(UInt32(offers.count))
        for offer in offers { add(offer) }
    }
}

extension MessageReader {
    mutating func offer() throws(BrokenMessage) -> Claim {
        var nodes: [Int] = []
        for _ in 0..<(try value(UInt32.self)) { nodes.append(Int(try value(UInt32.self))) }
        let recipe = Int(try value(UInt32.self))
        return Claim(nodes, cost: try value(), recipe: recipe)
    }

    mutating func offers() throws(BrokenMessage) -> [Claim] {
        var offers: [Claim] = []
        for _ in 0..<(try value(UInt32.self)) { offers.append(try offer()) }
        return offers
    }
}

/// Takes a delegate's claims on the plug-in's side; whether they make sense is seen on the engine's.
final class OfferCollector {
    private(set) var offers: [Claim] = []

    /// Lets `body` add claims.
    func take(_ body: (UnsafePointer<pa_claims>) -> pa_status) -> pa_status {
        var taker = pa_claims()
        taker.size = MemoryLayout<pa_claims>.size
        taker.data = Unmanaged.passUnretained(self).toOpaque()
        taker.add = { taker, claim in
            guard let data = taker?.pointee.data, let claim else { return pa_status(PA_FAULT) }
            Unmanaged<OfferCollector>.fromOpaque(data).takeUnretainedValue()
                .offers.append(Claim(grown(claim, size: claim.pointee.size)))
            return pa_status(PA_OK)
        }
        return body(&taker)
    }
}
