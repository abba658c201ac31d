using System;
using System.Security.Cryptography;

namespace Spark.Tools
{
    /// <summary>SHA-256 of content, as 64 lower-case hex digits.</summary>
    public static class Digest
    {
        /// <summary>Null where there is no content.</summary>
        public static string Of(byte[] content)
        {
            if (content == null)
            {
                return null;
            }
            using (var sha256 = SHA256.Create())
            {
                return BitConverter.ToString(sha256.ComputeHash(content)).Replace("-", "").ToLowerInvariant();
            }
        }
    }
}
