/* test-slowness.h
 *
 * How many times longer than on a quiet machine a thing may take before a test
 * that waits for it, or measures its processor time, fails: tests run beside
 * others, and with sanitizers.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#ifdef __has_feature
#if __has_feature (address_sanitizer)
#define VDT_TEST_SANITIZED 1
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
#define VDT_TEST_SANITIZED 1
#endif

#ifdef VDT_TEST_SANITIZED
#define VDT_TEST_SLOWNESS 20
#else
#define VDT_TEST_SLOWNESS 3
#endif
