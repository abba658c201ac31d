using System;
using System.IO;

namespace Spark.Tools
{
    /// <summary>Files that are old or new after a crash, never half.</summary>
    public static class AtomicFile
    {
        /// <summary>Replaces the file in one step. Unity ignores the temporary name: it begins with a dot.</summary>
        public static void Write(string file, byte[] content)
        {
            var temporary = Path.Combine(Path.GetDirectoryName(file), $".spark-{Guid.NewGuid():N}.tmp");
            try
            {
                using (var stream = new FileStream(temporary, FileMode.CreateNew))
                {
                    stream.Write(content, 0, content.Length);
                    stream.Flush(true);
                }
                Place(temporary, file);
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        private static void Place(string temporary, string file)
        {
            if (File.Exists(file))
            {
                File.Replace(temporary, file, null);
            }
            else
            {
                File.Move(temporary, file);
            }
        }
    }
}
