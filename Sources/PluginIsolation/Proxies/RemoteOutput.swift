import CPoseAnimatePlugin

extension UnsafePointer<pa_output>? {
    /// Gives the output what a call answers.
    ///
    /// - Returns: what the call answered, or what the output says to the bytes.
    func passing(
        _ call: (_ take: (UnsafeRawBufferPointer) -> Void) -> pa_status
    ) -> pa_status {
        var taken = pa_status(PA_OK)
        let status = call { bytes in
            guard !bytes.isEmpty, let self else { return }
            taken = self.pointee.write?(self, bytes.baseAddress, bytes.count) ?? pa_status(PA_FAULT)
        }
        return status == PA_OK ? taken : status
    }
}
