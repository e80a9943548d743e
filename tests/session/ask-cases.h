/* ask-cases.h
 *
 * Tests of questions in words, for the executable that has a played model.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

void ask_cases_add (void);
