/// Names of places in firmware.
public struct SymbolTable: Sendable {
    public struct Symbol: Sendable, Equatable {
        public var name: String
        public var address: UInt32
        public var size: UInt32
        public var isFunction: Bool

        public init(name: String, address: UInt32, size: UInt32, isFunction: Bool) {
            self.name = name
            self.address = address
            self.size = size
            self.isFunction = isFunction
        }
    }

    /// By rising address; of several at one address functions come last.
    private let symbols: [Symbol]

    public init(_ symbols: [Symbol]) {
        self.symbols = symbols.sorted {
            ($0.address, $0.isFunction ? 1 : 0, $0.size, $0.name)
                < ($1.address, $1.isFunction ? 1 : 0, $1.size, $1.name)
        }
    }

    /// Where a name stands.
    public func address(of name: String) -> UInt32? {
        symbols.first { $0.name == name }?.address
    }

    /// An address as people say it: `main+0x1c (0x4000001c)`, or its number alone.
    public func describe(_ address: UInt32) -> String {
        guard let symbol = symbol(at: address) else { return address.hexadecimal }
        let distance = address - symbol.address
        let offset = distance == 0 ? "" : "+0x\(String(distance, radix: 16))"
        return "\(symbol.name)\(offset) (\(address.hexadecimal))"
    }

    /// What an address lies in: the last symbol before it that reaches so far.
    private func symbol(at address: UInt32) -> Symbol? {
        var low = 0
        var high = symbols.count
        while low < high {
            let middle = (low + high) / 2
            if symbols[middle].address <= address { low = middle + 1 } else { high = middle }
        }
        // Small things may lie within a large one.
        for index in (max(low - 8, 0)..<low).reversed() {
            let symbol = symbols[index]
            let distance = address - symbol.address
            if distance < symbol.size || distance == 0 { return symbol }
        }
        return nil
    }
}
