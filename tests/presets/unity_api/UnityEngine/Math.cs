// Value types that work without the engine, as the manual describes them.
using System;

namespace UnityEngine
{
    public struct Vector2 : IEquatable<Vector2>
    {
        public float x;
        public float y;

        public Vector2(float x, float y) { this.x = x; this.y = y; }

        public static Vector2 zero { get { return new Vector2(0f, 0f); } }
        public static Vector2 one { get { return new Vector2(1f, 1f); } }
        public static Vector2 up { get { return new Vector2(0f, 1f); } }
        public static Vector2 down { get { return new Vector2(0f, -1f); } }
        public static Vector2 left { get { return new Vector2(-1f, 0f); } }
        public static Vector2 right { get { return new Vector2(1f, 0f); } }

        public float sqrMagnitude { get { return x * x + y * y; } }
        public float magnitude { get { return (float)Math.Sqrt(sqrMagnitude); } }
        public Vector2 normalized { get { float m = magnitude; return m > 1e-5f ? this / m : zero; } }

        public void Normalize() { this = normalized; }
        public void Set(float newX, float newY) { x = newX; y = newY; }

        public static float Dot(Vector2 a, Vector2 b) { return a.x * b.x + a.y * b.y; }
        public static float Distance(Vector2 a, Vector2 b) { return (a - b).magnitude; }
        public static float Angle(Vector2 a, Vector2 b)
        {
            float lengths = (float)Math.Sqrt(a.sqrMagnitude * b.sqrMagnitude);
            return lengths < 1e-15f ? 0f : Mathf.Acos(Mathf.Clamp(Dot(a, b) / lengths, -1f, 1f)) * Mathf.Rad2Deg;
        }
        public static float SignedAngle(Vector2 a, Vector2 b)
        {
            return Angle(a, b) * Mathf.Sign(a.x * b.y - a.y * b.x);
        }
        public static Vector2 Lerp(Vector2 a, Vector2 b, float t) { return a + (b - a) * Mathf.Clamp01(t); }
        public static Vector2 LerpUnclamped(Vector2 a, Vector2 b, float t) { return a + (b - a) * t; }
        public static Vector2 Perpendicular(Vector2 a) { return new Vector2(-a.y, a.x); }
        public static Vector2 Reflect(Vector2 a, Vector2 normal) { return a - 2f * Dot(normal, a) * normal; }
        public static Vector2 Scale(Vector2 a, Vector2 b) { return new Vector2(a.x * b.x, a.y * b.y); }
        public static Vector2 Min(Vector2 a, Vector2 b) { return new Vector2(Math.Min(a.x, b.x), Math.Min(a.y, b.y)); }
        public static Vector2 Max(Vector2 a, Vector2 b) { return new Vector2(Math.Max(a.x, b.x), Math.Max(a.y, b.y)); }
        public static Vector2 ClampMagnitude(Vector2 a, float most)
        {
            return a.sqrMagnitude > most * most ? a.normalized * most : a;
        }
        public static Vector2 MoveTowards(Vector2 from, Vector2 to, float step)
        {
            Vector2 way = to - from;
            float length = way.magnitude;
            return length <= step || length == 0f ? to : from + way / length * step;
        }
        public static Vector2 SmoothDamp(Vector2 from, Vector2 to, ref Vector2 velocity, float time)
        {
            float vx = velocity.x, vy = velocity.y;
            Vector2 next = new Vector2(Mathf.SmoothDamp(from.x, to.x, ref vx, time), Mathf.SmoothDamp(from.y, to.y, ref vy, time));
            velocity = new Vector2(vx, vy);
            return next;
        }

        public static Vector2 operator +(Vector2 a, Vector2 b) { return new Vector2(a.x + b.x, a.y + b.y); }
        public static Vector2 operator -(Vector2 a, Vector2 b) { return new Vector2(a.x - b.x, a.y - b.y); }
        public static Vector2 operator -(Vector2 a) { return new Vector2(-a.x, -a.y); }
        public static Vector2 operator *(Vector2 a, Vector2 b) { return new Vector2(a.x * b.x, a.y * b.y); }
        public static Vector2 operator *(Vector2 a, float b) { return new Vector2(a.x * b, a.y * b); }
        public static Vector2 operator *(float b, Vector2 a) { return a * b; }
        public static Vector2 operator /(Vector2 a, float b) { return new Vector2(a.x / b, a.y / b); }
        public static bool operator ==(Vector2 a, Vector2 b) { return (a - b).sqrMagnitude < 9.99999944e-11f; }
        public static bool operator !=(Vector2 a, Vector2 b) { return !(a == b); }
        public static implicit operator Vector2(Vector3 a) { return new Vector2(a.x, a.y); }
        public static implicit operator Vector3(Vector2 a) { return new Vector3(a.x, a.y, 0f); }

        public bool Equals(Vector2 other) { return x == other.x && y == other.y; }
        public override bool Equals(object other) { return other is Vector2 && Equals((Vector2)other); }
        public override int GetHashCode() { return x.GetHashCode() ^ (y.GetHashCode() << 2); }
        public override string ToString() { return string.Format("({0:F2}, {1:F2})", x, y); }
    }

    public struct Vector3 : IEquatable<Vector3>
    {
        public float x;
        public float y;
        public float z;

        public Vector3(float x, float y) : this(x, y, 0f) { }
        public Vector3(float x, float y, float z) { this.x = x; this.y = y; this.z = z; }

        public static Vector3 zero { get { return new Vector3(0f, 0f, 0f); } }
        public static Vector3 one { get { return new Vector3(1f, 1f, 1f); } }
        public static Vector3 up { get { return new Vector3(0f, 1f, 0f); } }
        public static Vector3 down { get { return new Vector3(0f, -1f, 0f); } }
        public static Vector3 left { get { return new Vector3(-1f, 0f, 0f); } }
        public static Vector3 right { get { return new Vector3(1f, 0f, 0f); } }
        public static Vector3 forward { get { return new Vector3(0f, 0f, 1f); } }
        public static Vector3 back { get { return new Vector3(0f, 0f, -1f); } }

        public float sqrMagnitude { get { return x * x + y * y + z * z; } }
        public float magnitude { get { return (float)Math.Sqrt(sqrMagnitude); } }
        public Vector3 normalized { get { float m = magnitude; return m > 1e-5f ? this / m : zero; } }

        public static float Dot(Vector3 a, Vector3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
        public static float Distance(Vector3 a, Vector3 b) { return (a - b).magnitude; }
        public static Vector3 Lerp(Vector3 a, Vector3 b, float t) { return a + (b - a) * Mathf.Clamp01(t); }
        public static Vector3 ClampMagnitude(Vector3 a, float most)
        {
            return a.sqrMagnitude > most * most ? a.normalized * most : a;
        }
        public static Vector3 MoveTowards(Vector3 from, Vector3 to, float step)
        {
            Vector3 way = to - from;
            float length = way.magnitude;
            return length <= step || length == 0f ? to : from + way / length * step;
        }
        public static Vector3 SmoothDamp(Vector3 from, Vector3 to, ref Vector3 velocity, float time)
        {
            float vx = velocity.x, vy = velocity.y, vz = velocity.z;
            Vector3 next = new Vector3(
                Mathf.SmoothDamp(from.x, to.x, ref vx, time),
                Mathf.SmoothDamp(from.y, to.y, ref vy, time),
                Mathf.SmoothDamp(from.z, to.z, ref vz, time));
            velocity = new Vector3(vx, vy, vz);
            return next;
        }

        public static Vector3 operator +(Vector3 a, Vector3 b) { return new Vector3(a.x + b.x, a.y + b.y, a.z + b.z); }
        public static Vector3 operator -(Vector3 a, Vector3 b) { return new Vector3(a.x - b.x, a.y - b.y, a.z - b.z); }
        public static Vector3 operator -(Vector3 a) { return new Vector3(-a.x, -a.y, -a.z); }
        public static Vector3 operator *(Vector3 a, float b) { return new Vector3(a.x * b, a.y * b, a.z * b); }
        public static Vector3 operator *(float b, Vector3 a) { return a * b; }
        public static Vector3 operator /(Vector3 a, float b) { return new Vector3(a.x / b, a.y / b, a.z / b); }
        public static bool operator ==(Vector3 a, Vector3 b) { return (a - b).sqrMagnitude < 9.99999944e-11f; }
        public static bool operator !=(Vector3 a, Vector3 b) { return !(a == b); }

        public bool Equals(Vector3 other) { return x == other.x && y == other.y && z == other.z; }
        public override bool Equals(object other) { return other is Vector3 && Equals((Vector3)other); }
        public override int GetHashCode() { return x.GetHashCode() ^ (y.GetHashCode() << 2) ^ (z.GetHashCode() >> 2); }
        public override string ToString() { return string.Format("({0:F2}, {1:F2}, {2:F2})", x, y, z); }
    }

    public struct Vector4
    {
        public float x;
        public float y;
        public float z;
        public float w;

        public Vector4(float x, float y, float z, float w) { this.x = x; this.y = y; this.z = z; this.w = w; }
    }

    public struct Vector2Int : IEquatable<Vector2Int>
    {
        public Vector2Int(int x, int y) { this.x = x; this.y = y; }

        public int x { get; set; }
        public int y { get; set; }
        public static Vector2Int zero { get { return new Vector2Int(0, 0); } }
        public static Vector2Int one { get { return new Vector2Int(1, 1); } }

        public static Vector2Int operator +(Vector2Int a, Vector2Int b) { return new Vector2Int(a.x + b.x, a.y + b.y); }
        public static Vector2Int operator -(Vector2Int a, Vector2Int b) { return new Vector2Int(a.x - b.x, a.y - b.y); }
        public static bool operator ==(Vector2Int a, Vector2Int b) { return a.Equals(b); }
        public static bool operator !=(Vector2Int a, Vector2Int b) { return !a.Equals(b); }
        public bool Equals(Vector2Int other) { return x == other.x && y == other.y; }
        public override bool Equals(object other) { return other is Vector2Int && Equals((Vector2Int)other); }
        public override int GetHashCode() { return x ^ (y << 16); }
    }

    public struct Vector3Int : IEquatable<Vector3Int>
    {
        public Vector3Int(int x, int y, int z) { this.x = x; this.y = y; this.z = z; }

        public int x { get; set; }
        public int y { get; set; }
        public int z { get; set; }

        public static bool operator ==(Vector3Int a, Vector3Int b) { return a.Equals(b); }
        public static bool operator !=(Vector3Int a, Vector3Int b) { return !a.Equals(b); }
        public bool Equals(Vector3Int other) { return x == other.x && y == other.y && z == other.z; }
        public override bool Equals(object other) { return other is Vector3Int && Equals((Vector3Int)other); }
        public override int GetHashCode() { return x ^ (y << 10) ^ (z << 20); }
    }

    public struct Quaternion
    {
        public float x;
        public float y;
        public float z;
        public float w;

        public Quaternion(float x, float y, float z, float w) { this.x = x; this.y = y; this.z = z; this.w = w; }

        public static Quaternion identity { get { return new Quaternion(0f, 0f, 0f, 1f); } }
        public extern Vector3 eulerAngles { get; set; }

        public static extern Quaternion Euler(float x, float y, float z);
        public static extern Quaternion AngleAxis(float angle, Vector3 axis);
        public static extern Quaternion LookRotation(Vector3 forward);
        public static extern Quaternion RotateTowards(Quaternion from, Quaternion to, float degrees);
        public static extern Quaternion Lerp(Quaternion a, Quaternion b, float t);
        public static extern Quaternion operator *(Quaternion a, Quaternion b);
        public static extern Vector3 operator *(Quaternion a, Vector3 b);
    }

    public static class Mathf
    {
        public const float PI = 3.14159274f;
        public const float Infinity = float.PositiveInfinity;
        public const float NegativeInfinity = float.NegativeInfinity;
        public const float Deg2Rad = 0.0174532924f;
        public const float Rad2Deg = 57.29578f;
        public static readonly float Epsilon = float.Epsilon;

        public static float Abs(float a) { return Math.Abs(a); }
        public static int Abs(int a) { return Math.Abs(a); }
        public static float Sign(float a) { return a >= 0f ? 1f : -1f; }
        public static float Sqrt(float a) { return (float)Math.Sqrt(a); }
        public static float Pow(float a, float b) { return (float)Math.Pow(a, b); }
        public static float Exp(float a) { return (float)Math.Exp(a); }
        public static float Log(float a) { return (float)Math.Log(a); }
        public static float Log10(float a) { return (float)Math.Log10(a); }
        public static float Sin(float a) { return (float)Math.Sin(a); }
        public static float Cos(float a) { return (float)Math.Cos(a); }
        public static float Tan(float a) { return (float)Math.Tan(a); }
        public static float Acos(float a) { return (float)Math.Acos(a); }
        public static float Asin(float a) { return (float)Math.Asin(a); }
        public static float Atan2(float y, float x) { return (float)Math.Atan2(y, x); }
        public static float Floor(float a) { return (float)Math.Floor(a); }
        public static float Ceil(float a) { return (float)Math.Ceiling(a); }
        public static float Round(float a) { return (float)Math.Round(a); }
        public static int FloorToInt(float a) { return (int)Math.Floor(a); }
        public static int CeilToInt(float a) { return (int)Math.Ceiling(a); }
        public static int RoundToInt(float a) { return (int)Math.Round(a); }
        public static float Min(float a, float b) { return a < b ? a : b; }
        public static int Min(int a, int b) { return a < b ? a : b; }
        public static float Max(float a, float b) { return a > b ? a : b; }
        public static int Max(int a, int b) { return a > b ? a : b; }
        public static float Clamp(float a, float least, float most) { return a < least ? least : a > most ? most : a; }
        public static int Clamp(int a, int least, int most) { return a < least ? least : a > most ? most : a; }
        public static float Clamp01(float a) { return Clamp(a, 0f, 1f); }
        public static float Lerp(float a, float b, float t) { return a + (b - a) * Clamp01(t); }
        public static float LerpUnclamped(float a, float b, float t) { return a + (b - a) * t; }
        public static float InverseLerp(float a, float b, float value) { return a != b ? Clamp01((value - a) / (b - a)) : 0f; }
        public static float SmoothStep(float a, float b, float t) { t = Clamp01(t); return a + (b - a) * t * t * (3f - 2f * t); }
        public static float Repeat(float t, float length) { return Clamp(t - Floor(t / length) * length, 0f, length); }
        public static float PingPong(float t, float length) { return length - Abs(Repeat(t, length * 2f) - length); }
        public static float DeltaAngle(float a, float b) { float d = Repeat(b - a, 360f); return d > 180f ? d - 360f : d; }
        public static float MoveTowardsAngle(float a, float b, float step) { return MoveTowards(a, a + DeltaAngle(a, b), step); }
        public static float LerpAngle(float a, float b, float t) { return a + DeltaAngle(a, b) * Clamp01(t); }
        public static bool Approximately(float a, float b) { return Abs(b - a) < Max(1e-6f * Max(Abs(a), Abs(b)), Epsilon * 8f); }
        public static float MoveTowards(float a, float b, float step) { return Abs(b - a) <= step ? b : a + Sign(b - a) * step; }
        public static extern float SmoothDamp(float from, float to, ref float velocity, float time);
        public static extern float SmoothDamp(float from, float to, ref float velocity, float time, float maxSpeed);
        public static extern float SmoothDamp(float from, float to, ref float velocity, float time, float maxSpeed, float deltaTime);
        public static extern float PerlinNoise(float x, float y);
    }

    public struct Rect
    {
        public Rect(float x, float y, float width, float height) : this() { this.x = x; this.y = y; this.width = width; this.height = height; }
        public Rect(Vector2 position, Vector2 size) : this(position.x, position.y, size.x, size.y) { }

        public float x { get; set; }
        public float y { get; set; }
        public float width { get; set; }
        public float height { get; set; }
        public float xMin { get { return x; } set { width = xMax - value; x = value; } }
        public float yMin { get { return y; } set { height = yMax - value; y = value; } }
        public float xMax { get { return x + width; } set { width = value - x; } }
        public float yMax { get { return y + height; } set { height = value - y; } }
        public Vector2 position { get { return new Vector2(x, y); } set { x = value.x; y = value.y; } }
        public Vector2 size { get { return new Vector2(width, height); } set { width = value.x; height = value.y; } }
        public Vector2 center { get { return position + size / 2f; } set { position = value - size / 2f; } }
        public Vector2 min { get { return position; } }
        public Vector2 max { get { return position + size; } }

        public bool Contains(Vector2 point) { return point.x >= xMin && point.x < xMax && point.y >= yMin && point.y < yMax; }
        public bool Overlaps(Rect other) { return other.xMax > xMin && other.xMin < xMax && other.yMax > yMin && other.yMin < yMax; }
    }

    public struct Bounds
    {
        public Bounds(Vector3 center, Vector3 size) : this() { this.center = center; extents = size * 0.5f; }

        public Vector3 center { get; set; }
        public Vector3 extents { get; set; }
        public Vector3 size { get { return extents * 2f; } set { extents = value * 0.5f; } }
        public Vector3 min { get { return center - extents; } }
        public Vector3 max { get { return center + extents; } }

        public bool Contains(Vector3 point)
        {
            return point.x >= min.x && point.x <= max.x && point.y >= min.y && point.y <= max.y && point.z >= min.z && point.z <= max.z;
        }
        public extern void Encapsulate(Vector3 point);
    }

    public struct Color
    {
        public float r;
        public float g;
        public float b;
        public float a;

        public Color(float r, float g, float b) : this(r, g, b, 1f) { }
        public Color(float r, float g, float b, float a) { this.r = r; this.g = g; this.b = b; this.a = a; }

        public static Color white { get { return new Color(1f, 1f, 1f); } }
        public static Color black { get { return new Color(0f, 0f, 0f); } }
        public static Color clear { get { return new Color(0f, 0f, 0f, 0f); } }
        public static Color red { get { return new Color(1f, 0f, 0f); } }
        public static Color green { get { return new Color(0f, 1f, 0f); } }
        public static Color blue { get { return new Color(0f, 0f, 1f); } }
        public static Color cyan { get { return new Color(0f, 1f, 1f); } }
        public static Color magenta { get { return new Color(1f, 0f, 1f); } }
        public static Color yellow { get { return new Color(1f, 0.92156863f, 0.015686275f); } }
        public static Color gray { get { return new Color(0.5f, 0.5f, 0.5f); } }

        public static Color Lerp(Color a, Color b, float t)
        {
            t = Mathf.Clamp01(t);
            return new Color(a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, a.a + (b.a - a.a) * t);
        }
        public static Color operator *(Color a, Color b) { return new Color(a.r * b.r, a.g * b.g, a.b * b.b, a.a * b.a); }
        public static Color operator *(Color a, float b) { return new Color(a.r * b, a.g * b, a.b * b, a.a * b); }
        public static bool operator ==(Color a, Color b) { return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a; }
        public static bool operator !=(Color a, Color b) { return !(a == b); }
        public override bool Equals(object other) { return other is Color && this == (Color)other; }
        public override int GetHashCode() { return r.GetHashCode() ^ g.GetHashCode() ^ b.GetHashCode() ^ a.GetHashCode(); }
    }

    public struct Color32
    {
        public byte r;
        public byte g;
        public byte b;
        public byte a;

        public Color32(byte r, byte g, byte b, byte a) { this.r = r; this.g = g; this.b = b; this.a = a; }
        public static extern implicit operator Color(Color32 c);
        public static extern implicit operator Color32(Color c);
    }

    public static class ColorUtility
    {
        public static extern bool TryParseHtmlString(string text, out Color colour);
        public static extern string ToHtmlStringRGB(Color colour);
        public static extern string ToHtmlStringRGBA(Color colour);
    }

    public static class Random
    {
        public static extern float value { get; }
        public static extern Vector2 insideUnitCircle { get; }
        public static extern int Range(int least, int below);
        public static extern float Range(float least, float most);
        public static extern void InitState(int seed);
    }
}
