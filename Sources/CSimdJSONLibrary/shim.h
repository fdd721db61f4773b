#pragma once
// simdjson is C++: only CSimdJSON includes its header; this module carries the link flags.
