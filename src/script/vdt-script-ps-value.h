/* vdt-script-ps-value.h
 *
 * PowerShell values as far as static evaluation needs them. Reference-counted;
 * a value with one holder may be changed in place.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PS_TYPE_UNKNOWN,
  PS_TYPE_NULL,
  PS_TYPE_BOOL,
  PS_TYPE_INT,
  PS_TYPE_DOUBLE,
  PS_TYPE_CHAR,
  PS_TYPE_STRING,
  PS_TYPE_ARRAY,
  PS_TYPE_BYTES,
  PS_TYPE_HASH,
  PS_TYPE_BLOCK,
  PS_TYPE_NAME,    /* a .NET type */
  PS_TYPE_OBJECT
} PsType;

/* Width of a PS_TYPE_INT. */
typedef enum
{
  PS_INT_32,
  PS_INT_8,
  PS_INT_16,
  PS_INT_64,
  PS_INT_U16,
  PS_INT_U32,
  PS_INT_U64,
  PS_INT_S8
} PsIntKind;

typedef struct _PsValue PsValue;

/* A .NET object that evaluation follows: kind "MemoryStream", "StreamReader", … */
typedef struct
{
  char       *kind;      /* full type name */
  char       *display;   /* how it is written, NULL when it cannot be */
  GByteArray *bytes;     /* what a stream holds */
  gsize       position;
  PsValue    *value;     /* what it wraps */
  GHashTable *members;   /* lower-case name → PsValue */
  int         mode;
} PsObject;

struct _PsValue
{
  guint   refs;
  guint8  type;
  guint8  kind;           /* PsIntKind */
  guint8  fixed;          /* char[] or another typed array; ordered hash */
  gint64  integer;        /* BOOL, INT, CHAR; for STRING the number of characters, -1 not counted */
  union
  {
    double      number;
    struct
    {
      GString  *string;
      char     *display;  /* the inside of a double-quoted string that names what the value rests on */
      guint     at_char;  /* a place whose offset is known */
      guint     at_byte;
    };
    GPtrArray  *array;    /* PsValue */
    GByteArray *bytes;
    struct
    {
      GHashTable *hash;   /* lower-case key → index + 1 */
      GPtrArray  *keys;   /* PsValue */
      GPtrArray  *values; /* PsValue */
    };
    struct
    {
      gpointer  node;     /* PsNode */
      gpointer  program;  /* PsProgram */
    };
    char       *name;
    PsObject   *object;
  };
};

/* Shared, never freed */
extern PsValue ps_unknown;
extern PsValue ps_null;
extern PsValue ps_true;
extern PsValue ps_false;

#define PS_UNKNOWN (&ps_unknown)
#define PS_NULL    (&ps_null)

PsValue    *ps_ref             (PsValue        *value);
void        ps_unref           (PsValue        *value);

PsValue    *ps_new_bool        (gboolean        value);
PsValue    *ps_new_int         (gint64          value);
PsValue    *ps_new_int_kind    (gint64          value,
                                PsIntKind       kind);
PsValue    *ps_new_double      (double          value);
PsValue    *ps_new_char        (guint32         character);
PsValue    *ps_new_string      (const char     *text,
                                gssize          length);
PsValue    *ps_take_string     (GString        *text);
PsValue    *ps_new_array       (void);
PsValue    *ps_new_bytes       (GByteArray     *bytes);
PsValue    *ps_new_hash        (void);
PsValue    *ps_new_block       (gpointer        node,
                                gpointer        program);
PsValue    *ps_new_type        (const char     *name);
PsValue    *ps_new_object_kind (const char     *kind);

void        ps_array_add       (PsValue        *array,
                                PsValue        *item);
PsValue    *ps_array_writable  (PsValue        *array);
void        ps_hash_set        (PsValue        *hash,
                                PsValue        *key,
                                PsValue        *value);
PsValue    *ps_hash_get        (const PsValue  *hash,
                                const char     *key);

void        ps_set_member      (PsValue        *object,
                                const char     *name,
                                PsValue        *member);
gboolean    ps_holds           (const PsValue  *value,
                                const PsValue  *wanted,
                                guint           depth);
gboolean    ps_is_known        (const PsValue  *value);
gboolean    ps_is_collection   (const PsValue  *value);
guint       ps_count           (const PsValue  *value);
PsValue    *ps_nth             (const PsValue  *value,
                                guint           index);
PsValue    *ps_enumerate       (PsValue        *value);
PsValue    *ps_unroll          (PsValue        *value);

GString    *ps_to_gstring      (const PsValue  *value,
                                const char     *separator);
char       *ps_to_string       (const PsValue  *value);
gboolean    ps_to_int          (const PsValue  *value,
                                gint64         *integer);
gboolean    ps_to_double       (const PsValue  *value,
                                double         *number);
gboolean    ps_to_bool         (const PsValue  *value);
GByteArray *ps_to_bytes        (const PsValue  *value);
gboolean    ps_is_number       (const PsValue  *value);
gboolean    ps_parse_number    (const char     *text,
                                PsValue       **value);

/* Characters of a string, counted as .NET does for what lies in the basic plane */
gsize       ps_length          (const PsValue  *string);
gsize       ps_offset          (PsValue        *string,
                                gsize           character);
guint32     ps_char_at         (PsValue        *string,
                                gsize           character);
PsValue    *ps_substring       (PsValue        *string,
                                gsize           character,
                                gsize           n_characters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PsValue, ps_unref)

G_END_DECLS
