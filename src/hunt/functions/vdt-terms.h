/* vdt-terms.h
 *
 * The query language's term operators: has, hasprefix, hassuffix, contains and
 * their relatives, as searches over UTF-8 bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtTermsMode:
 * @VDT_TERMS_CONTAINS: anywhere
 * @VDT_TERMS_HAS: bounded by term boundaries on both sides
 * @VDT_TERMS_PREFIX: begins at a term boundary
 * @VDT_TERMS_SUFFIX: ends at a term boundary
 * @VDT_TERMS_STARTS: at the beginning of the text
 * @VDT_TERMS_ENDS: at the end of the text
 * @VDT_TERMS_EQUALS: the whole text
 *
 * A term is a run of letters and digits (Unicode categories L and N).
 */
typedef enum
{
  VDT_TERMS_CONTAINS,
  VDT_TERMS_HAS,
  VDT_TERMS_PREFIX,
  VDT_TERMS_SUFFIX,
  VDT_TERMS_STARTS,
  VDT_TERMS_ENDS,
  VDT_TERMS_EQUALS
} VdtTermsMode;

typedef struct _VdtTerms VdtTerms;

VdtTerms *vdt_terms_new   (const char     *needle,
                           gsize           length,
                           VdtTermsMode    mode,
                           gboolean        case_sensitive);
gboolean  vdt_terms_match (const VdtTerms *self,
                           const char     *text,
                           gsize           length);
void      vdt_terms_free  (VdtTerms       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtTerms, vdt_terms_free)

G_END_DECLS
