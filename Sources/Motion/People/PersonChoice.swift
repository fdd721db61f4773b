/// Which of several people is followed.
public enum PersonChoice: Sendable, Equatable {
    /// Who is seen first; of several, who has the lowest number.
    case first
    /// Who is there in most frames; of several, the largest.
    case longest
    /// Who is largest on average.
    case largest
    /// The person of that number.
    case number(Int)
}
