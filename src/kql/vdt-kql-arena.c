/* vdt-kql-arena.c
 *
 * Memory that is given back all at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-arena.h"

#include <string.h>

#define FIRST_BLOCK (8 * 1024)
#define LARGEST_BLOCK (256 * 1024)
#define ALIGNMENT 8

typedef struct _Block Block;

struct _Block
{
  Block *next;
  gsize  size;
};

struct _VdtKqlArena
{
  Block *blocks;
  char  *free;
  gsize  left;
  gsize  next_size;
};

/**
 * vdt_kql_arena_new:
 *
 * Returns: (transfer full): an empty arena; free it with vdt_kql_arena_free()
 */
VdtKqlArena *
vdt_kql_arena_new (void)
{
  VdtKqlArena *self = g_new0 (VdtKqlArena, 1);

  self->next_size = FIRST_BLOCK;

  return self;
}

void
vdt_kql_arena_free (VdtKqlArena *self)
{
  Block *block;

  if (self == NULL)
    return;

  while ((block = self->blocks) != NULL)
    {
      self->blocks = block->next;
      g_free (block);
    }

  g_free (self);
}

/**
 * vdt_kql_arena_alloc:
 * @self: an arena
 * @size: bytes
 *
 * Returns: (transfer none): zeroed memory, aligned for pointers and integers
 */
gpointer
vdt_kql_arena_alloc (VdtKqlArena *self,
                     gsize        size)
{
  char *memory;

  size = (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);

  if (size > self->left)
    {
      gsize want = MAX (self->next_size, size + sizeof (Block));
      Block *block = g_malloc (want);

      block->next = self->blocks;
      block->size = want;
      self->blocks = block;
      self->free = (char *) (block + 1);
      self->left = want - sizeof (Block);
      self->next_size = MIN (self->next_size * 2, LARGEST_BLOCK);
    }

  memory = self->free;
  self->free += size;
  self->left -= size;
  memset (memory, 0, size);

  return memory;
}

char *
vdt_kql_arena_strndup (VdtKqlArena *self,
                       const char  *text,
                       gsize        length)
{
  char *copy = vdt_kql_arena_alloc (self, length + 1);

  memcpy (copy, text, length);

  return copy;
}

char *
vdt_kql_arena_strdup (VdtKqlArena *self,
                      const char  *text)
{
  return vdt_kql_arena_strndup (self, text, strlen (text));
}

char *
vdt_kql_arena_printf (VdtKqlArena *self,
                      const char  *format,
                      ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  return vdt_kql_arena_strdup (self, text);
}
