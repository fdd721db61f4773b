#pragma once
// simdjson is C++: only CSimdJSON includes its header. This module names the package to install.
